import { startDraft } from '#lib/setup/start-draft.ts'
import { saveApp } from '#lib/setup/steps/save-app.ts'
import { saveConnector } from '#lib/setup/steps/save-connector.ts'
import { saveCredentials } from '#lib/setup/steps/save-credentials.ts'
import { saveOwners } from '#lib/setup/steps/save-owners.ts'
import { saveProvisioning } from '#lib/setup/steps/save-provisioning.ts'
import type { Actor } from '#lib/users/permissions.ts'
import type { Vendor } from './vendor.ts'

/** Sets a connector up as a person does; its first sync is ordered then. */
export async function connect(
  actor: Actor,
  { accessToken, organizationId }: Pick<Vendor, 'accessToken' | 'organizationId'>,
): Promise<{ connectorId: string; runId: string }> {
  const { draftId } = await startDraft(actor, { kind: 'atlassian' })
  const step = { draftId, version: 0 }
  await saveApp(actor, { ...step, attach: 'new_app', appId: null, appName: 'Atlassian' })
  await saveOwners(actor, { ...step, owners: [{ userId: actor.userId }] })
  await saveCredentials(actor, { ...step, accessToken, organization: organizationId, keyExpiresOn: '' })
  await saveProvisioning(actor, { ...step, provisionRoles: true, provisionMemberships: true })
  const { connectorId, runId } = await saveConnector(actor, { draftId })
  if (runId === null) throw new Error('The first sync was not ordered.')
  return { connectorId, runId }
}
