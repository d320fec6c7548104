'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '#lib/auth/action.ts'
import { noteSupportRequest as noteSupportRequestVerb } from './connection/note-support-request.ts'
import { testConnection as testConnectionVerb } from './connection/test-connection.ts'
import { replaceToken as replaceTokenVerb } from './connection/replace-token.ts'
import {
  ConnectorRef,
  NoteSupportRequest,
  ReplaceToken,
  RotateCredential,
  RunSettings,
  SetProvisioning,
} from './schema.ts'
import { rotateCredential as rotateCredentialVerb } from './self-hosted/rotate-credential.ts'
import { setRunSettings as setRunSettingsVerb } from './self-hosted/set-run-settings.ts'
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

/** The page is read again by the one who has rotated, when they have the secret. */
export const rotateCredential = defineAction(
  'connectors.rotate-credential',
  RotateCredential,
  rotateCredentialVerb,
)

export const setRunSettings = defineAction(
  'connectors.set-run-settings',
  RunSettings,
  async (actor, input) => {
    await setRunSettingsVerb(actor, input)
    revalidatePath(`/connectors/${input.connectorId}`)
  },
)
