'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '#lib/auth/action.ts'
import { replaceToken as replaceTokenVerb } from './replace-token.ts'
import { ReplaceToken, RotateCredential, RunSettings, SetProvisioning } from './schema.ts'
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

export const replaceToken = defineAction('connectors.replace-token', ReplaceToken, async (actor, input) => {
  await replaceTokenVerb(actor, input)
  revalidatePath(`/connectors/${input.connectorId}`)
})

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
