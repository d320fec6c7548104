import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { rotateCredential } from '#lib/connectors/self-hosted/rotate-credential.ts'
import { db } from '#lib/platform/db/client.ts'
import { deleteConnector } from './life/delete-connector.ts'
import { startDraft } from './start-draft.ts'
import { saveApp } from './steps/save-app.ts'
import { saveConnector } from './steps/save-connector.ts'
import { saveOwners } from './steps/save-owners.ts'

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 120, groups: 12, sites: 1 })
  connected = await connectOrganization(sandbox)
})
afterAll(() => sandbox.close())

test('the credential of a self-hosted connector ends with it', async () => {
  const { owner } = connected
  const { draftId } = await startDraft(owner, { kind: 'baton' })
  const step = { draftId, version: 0 }
  await saveApp(owner, { ...step, attach: 'new_app', appId: null, appName: 'Self-hosted' })
  await saveOwners(owner, { ...step, owners: [{ userId: owner.userId }] })
  const { connectorId, runId } = await saveConnector(owner, { draftId })
  expect(runId, 'it syncs by itself').toBeNull()
  await rotateCredential(owner, { connectorId, replaces: null })
  const living = { where: { connectorId, endedAt: null } }
  expect(await db().connectorCredential.count(living)).toBe(1)
  await deleteConnector(owner, { connectorId, name: 'Self-hosted' })
  expect(await db().connectorCredential.count(living)).toBe(0)
})

test('what a sync held is discarded, and what it had staged is let go', async () => {
  const { owner, connectorId } = connected
  const endpoint = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'
  await sandbox.control('POST', 'faults', { endpoint, truncate: 60 })
  const held = await syncAgain(connected)
  expect(held).toMatchObject({ status: 'held', heldOutcome: null })
  expect(await db().stagedRun.count({ where: { runId: held.id } })).toBe(1)
  await deleteConnector(owner, { connectorId, name: 'Acme Industries' })
  expect(await db().syncRun.findUniqueOrThrow({ where: { id: held.id } })).toMatchObject({
    heldOutcome: 'discarded',
    heldEndedById: owner.userId,
  })
  expect(await db().stagedRun.count({ where: { runId: held.id } })).toBe(0)
})
