'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '#lib/auth/action.ts'
import { noteSupportRequest as noteSupportRequestVerb } from './connection/note-support-request.ts'
import { testConnection as testConnectionVerb } from './connection/test-connection.ts'
import { replaceToken as replaceTokenVerb } from './replace-token.ts'
import { ConnectorRef, NoteSupportRequest, ReplaceToken, SetProvisioning } from './schema.ts'
import { setProvisioning as setProvisioningVerb } from './set-provisioning.ts'

export const setProvisioning = defineAction(
  'connectors.set-provisioning',
  SetProvisioning,
  async (actor, input) => {
    await setProvisioningVerb(actor, input)
    revalidatePath(`/connectors/${input.connectorId}`)
  },
)

/** Gives the connection test of the new token. */
export const replaceToken = defineAction('connectors.replace-token', ReplaceToken, async (actor, input) => {
  const report = await replaceTokenVerb(actor, input)
  revalidatePath(`/connectors/${input.connectorId}`)
  return report
})

export const testConnection = defineAction(
  'connectors.test-connection',
  ConnectorRef,
  async (actor, input) => {
    const report = await testConnectionVerb(actor, input)
    revalidatePath(`/connectors/${input.connectorId}`)
    return report
  },
)

export const noteSupportRequest = defineAction(
  'connectors.note-support-request',
  NoteSupportRequest,
  async (actor, input) => {
    await noteSupportRequestVerb(actor, input)
    revalidatePath(`/connectors/${input.connectorId}`)
  },
)
