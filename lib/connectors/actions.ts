'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '#lib/auth/action.ts'
import { replaceToken as replaceTokenVerb } from './replace-token.ts'
import { ReplaceToken, SetProvisioning } from './schema.ts'
import { setProvisioning as setProvisioningVerb } from './set-provisioning.ts'

export const setProvisioning = defineAction(
  'connectors.set-provisioning',
  SetProvisioning,
  async (actor, input) => {
    await setProvisioningVerb(actor, input)
    revalidatePath(`/connectors/${input.connectorId}`)
  },
)

export const replaceToken = defineAction('connectors.replace-token', ReplaceToken, async (actor, input) => {
  await replaceTokenVerb(actor, input)
  revalidatePath(`/connectors/${input.connectorId}`)
})
