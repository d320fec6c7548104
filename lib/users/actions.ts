'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '#lib/auth/action.ts'
import { env } from '#lib/platform/env.ts'
import { inviteUser as inviteUserVerb } from './invite-user.ts'
import { Invite } from './schema.ts'

export const inviteUser = defineAction('users.invite', Invite, async (actor, input) => {
  const { userId, token } = await inviteUserVerb(actor, input)
  revalidatePath('/people')
  return { userId, link: `${env().ROLECALL_URL}/invitation/${token}` }
})
