'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '#lib/auth/action.ts'
import { rereadAccount as reread } from './reread-account.ts'
import { AccountRef } from './schema.ts'

export const rereadAccount = defineAction('provisioning.reread-account', AccountRef, async (actor, input) => {
  await reread(actor, input)
  revalidatePath('/apps/[appId]/accounts/[accountId]', 'page')
})
