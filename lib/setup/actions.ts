'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '#lib/auth/action.ts'
import {
  ChangeKeyExpiry,
  ChangeOrganization,
  DeleteConnector,
  RenameConnector,
  SetConnectorOwners,
} from '#lib/connectors/schema.ts'
import { discardDraft as discardDraftVerb } from './discard-draft.ts'
import {
  DraftRef,
  FindOrganizations,
  NoteSupportRequest,
  SaveApp,
  SaveCredentials,
  SaveOwners,
  SaveProvisioning,
  StartDraft,
} from './schema.ts'
import { startDraft as startDraftVerb } from './start-draft.ts'
import { findOrganizations as findOrganizationsVerb } from './steps/find-organizations.ts'
import { noteSupportRequest as noteSupportRequestVerb } from './steps/note-support-request.ts'
import { saveApp as saveAppVerb } from './steps/save-app.ts'
import { saveConnector as saveConnectorVerb } from './steps/save-connector.ts'
import { saveCredentials as saveCredentialsVerb } from './steps/save-credentials.ts'
import { saveOwners as saveOwnersVerb } from './steps/save-owners.ts'
import { saveProvisioning as saveProvisioningVerb } from './steps/save-provisioning.ts'
import { testDraft as testDraftVerb } from './steps/test-draft.ts'
import { changeKeyExpiry as changeKeyExpiryVerb } from './life/change-key-expiry.ts'
import { changeOrganization as changeOrganizationVerb } from './life/change-organization.ts'
import { deleteConnector as deleteConnectorVerb } from './life/delete-connector.ts'
import { renameConnector as renameConnectorVerb } from './life/rename-connector.ts'
import { setConnectorOwners as setConnectorOwnersVerb } from './life/set-connector-owners.ts'

export const startDraft = defineAction('setup.start', StartDraft, startDraftVerb)
export const discardDraft = defineAction('setup.discard', DraftRef, async (actor, input) => {
  await discardDraftVerb(actor, input)
  revalidatePath('/connectors', 'layout')
})
export const saveApp = defineAction('setup.save-app', SaveApp, saveAppVerb)
export const saveOwners = defineAction('setup.save-owners', SaveOwners, saveOwnersVerb)
export const saveCredentials = defineAction('setup.save-credentials', SaveCredentials, saveCredentialsVerb)
export const saveProvisioning = defineAction(
  'setup.save-provisioning',
  SaveProvisioning,
  saveProvisioningVerb,
)
export const findOrganizations = defineAction(
  'setup.find-organizations',
  FindOrganizations,
  findOrganizationsVerb,
)
export const noteSupportRequest = defineAction(
  'setup.note-support-request',
  NoteSupportRequest,
  noteSupportRequestVerb,
)
export const testDraft = defineAction('setup.test', DraftRef, testDraftVerb)
export const saveConnector = defineAction('setup.save-connector', DraftRef, saveConnectorVerb)

export const renameConnector = defineAction('connectors.rename', RenameConnector, renameConnectorVerb)
export const setConnectorOwners = defineAction(
  'connectors.set-owners',
  SetConnectorOwners,
  setConnectorOwnersVerb,
)
export const changeKeyExpiry = defineAction(
  'connectors.change-key-expiry',
  ChangeKeyExpiry,
  changeKeyExpiryVerb,
)
export const changeOrganization = defineAction(
  'connectors.change-organization',
  ChangeOrganization,
  changeOrganizationVerb,
)
export const deleteConnector = defineAction('connectors.delete', DeleteConnector, async (actor, input) => {
  const gone = await deleteConnectorVerb(actor, input)
  revalidatePath('/connectors')
  return gone
})
