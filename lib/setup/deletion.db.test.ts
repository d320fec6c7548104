import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  connectBeside,
  connectOrganization,
  openOrganization,
  setUpForm,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { neverAborted, requestOf } from '#e2e/fixtures/requests.ts'
import { getAccountOn } from '#lib/inventory/history-queries.ts'
import { mayHear } from '#lib/notifications/live-queries.ts'
import { notifyOfSync } from '#lib/notifications/notify-of-sync.ts'
import { db } from '#lib/platform/db/client.ts'
import { rereadAccount } from '#lib/provisioning/reread-account.ts'
import { provisionRequest } from '#lib/provisioning/provision-request.ts'
import { verifyRequest } from '#lib/provisioning/verify-request.ts'
import { approveRequest } from '#lib/requests/approve-request.ts'
import { listCatalog, listOwnAccounts } from '#lib/requests/catalog-queries.ts'
import { retryRequest } from '#lib/requests/retry-request.ts'
import { submitRequest } from '#lib/requests/submit-request.ts'
import { getConnector, getProgress, listConnectors } from '#lib/sync/queries.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { getRun, listRuns } from '#lib/sync/run-queries.ts'
import { orderDueSyncs } from '#lib/sync/schedule/order-due-syncs.ts'
import { setPaused } from '#lib/sync/schedule/set-paused.ts'
import { setSchedule } from '#lib/sync/schedule/set-schedule.ts'
import { startSync } from '#lib/sync/start-sync.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { previewDeletion } from './life-queries.ts'
import { deleteConnector } from './life/delete-connector.ts'
import { endConnector } from './life/end-connector.ts'
import { renameConnector } from './life/rename-connector.ts'

let sandbox: Organization
let connected: Connected
let other: { connectorId: string; appId: string; runId: string }
let grace: Actor
/** Of Grace, by how far they have come. */
const requests: Record<string, string> = {}

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 60, groups: 20, sites: 1 })
  connected = await connectOrganization(sandbox)
  other = await connectBeside(connected.owner, { ...setUpForm(sandbox), appName: 'The same again' })
  await runSync(other.runId, neverAborted)
  connected.owner = await refresh(connected.owner)
  grace = await createPerson('Grace Hopper')
  const roles = await listCatalog(grace)
  const free = roles.filter((role) => role.appId === connected.appId && !role.held)
  for (const [index, state] of ['asked', 'approved', 'sent', 'failed', 'elsewhere'].entries()) {
    const role =
      state === 'elsewhere' ? roles.find((one) => one.appId === other.appId && !one.held) : free[index]
    const asked = { entitlementId: role?.entitlementId ?? '', reason: 'For the release' }
    requests[state] = (await submitRequest(grace, asked)).requestId
  }
  for (const state of ['approved', 'sent', 'failed'])
    await approveRequest(connected.owner, { requestId: requests[state] ?? '' })
  await provisionRequest(requests['sent'] ?? '', neverAborted, requests['sent'] ?? '')
  await db().accessRequest.update({
    where: { id: requests['failed'] ?? '' },
    data: { status: 'provisioning_failed' },
  })
})
afterAll(async () => {
  await sandbox.close()
})

const current = (connectorId: string) => ({ where: { connectorId, endedAt: null } })
const countCurrent = async (connectorId: string) => ({
  grants: await db().grant.count(current(connectorId)),
  entitlements: await db().entitlement.count(current(connectorId)),
  accounts: await db().account.count(current(connectorId)),
  resources: await db().resource.count(current(connectorId)),
})
const calls = async () => (await (await sandbox.control('GET', 'requests')).json()) as Record<string, number>
const sumOf = (counts: Record<string, number>) => Object.values(counts).reduce((sum, one) => sum + one, 0)

test('the preview tells what would end', async () => {
  const { grants, accounts } = await countCurrent(connected.connectorId)
  expect(await previewDeletion(connected.owner, connected.connectorId)).toEqual({
    appName: 'Atlassian',
    accounts,
    grants,
    requestsToApprove: 1,
    requestsToProvision: 2,
    leavesAppAlone: true,
    isSyncing: false,
  })
})

test('another name than the connector’s deletes nothing', async () => {
  const { connectorId, owner } = connected
  await expect(deleteConnector(owner, { connectorId, name: 'acme' })).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { name: 'Type Acme Industries to confirm.' },
  })
  expect(await db().connector.findUnique({ where: { id: connectorId } })).toMatchObject({ deletedAt: null })
})

test('deleting erases the token, ends its sync and cancels what is open, in one transaction', async () => {
  const { connectorId, owner, appId } = connected
  const colleague = await createPerson('Colleague Owner')
  await db().connectorOwner.create({ data: { connectorId, userId: colleague.userId } })
  const { runId } = await startSync(owner, { connectorId })
  const running = runSync(runId, neverAborted)
  await expect
    .poll(async () => (await db().syncRun.findUnique({ where: { id: runId } }))?.status)
    .toBe('running')

  expect(await deleteConnector(await refresh(colleague), { connectorId, name: ' Acme Industries ' })).toEqual(
    {
      appId,
    },
  )
  await running
  expect(await db().connector.findUnique({ where: { id: connectorId } })).toMatchObject({
    secret: null,
    secretHint: null,
    deletedAt: expect.any(Date),
    deletedById: colleague.userId,
    nextSyncAt: null,
  })
  expect(await db().syncRun.findUnique({ where: { id: runId } })).toMatchObject({ status: 'cancelled' })
  for (const state of ['asked', 'approved', 'sent'])
    expect(await requestOf(requests[state] ?? '')).toMatchObject({ status: 'cancelled' })
  expect(await requestOf(requests['failed'] ?? '')).toMatchObject({ status: 'provisioning_failed' })
  expect(await requestOf(requests['elsewhere'] ?? '')).toMatchObject({ status: 'requires_approval' })
  const reasons = await db().auditEvent.findMany({ where: { event: 'request.cancelled' } })
  expect(reasons).toHaveLength(3)
  expect(reasons.find((event) => event.subjectId === requests['sent'])?.data).toMatchObject({
    reason:
      'Colleague Owner has deleted the connector Acme Industries. The change had been sent and was not verified: look in Atlassian whether it holds.',
  })
  expect(await db().auditEvent.findFirst({ where: { event: 'connector.deleted' } })).toMatchObject({
    actorId: colleague.userId,
    data: { requestsCancelled: 3 },
  })
  const told = (kind: string) => db().notification.findMany({ where: { kind } })
  expect((await told('request-abandoned')).map((notice) => notice.userId)).toEqual(
    Array(3).fill(grace.userId),
  )
  expect((await told('connector-deleted')).map((notice) => notice.userId)).toEqual([owner.userId])
})

test('from then on it is found nowhere, and nothing is read or sent for it', async () => {
  const { connectorId, runId } = connected
  // Also with rights of before.
  const { owner } = connected
  const notFound = { code: 'not_found' }
  const account = await db().account.findFirstOrThrow({ where: { connectorId, email: grace.email } })
  const before = sumOf(await calls())
  const refused: (() => Promise<unknown>)[] = [
    () => getConnector(owner, connectorId),
    () => getProgress(owner, connectorId),
    () => listRuns(owner, connectorId, {}),
    () => getRun(owner, runId),
    () => previewDeletion(owner, connectorId),
    () => deleteConnector(owner, { connectorId, name: 'Acme Industries' }),
    () => renameConnector(owner, { connectorId, displayName: 'Again' }),
    () => startSync(owner, { connectorId }),
    () => setPaused(owner, { connectorId, paused: true }),
    () => setSchedule(owner, { connectorId, kind: 'interval', everyMinutes: 60, cron: '', timeZone: 'UTC' }),
    () => rereadAccount(owner, { accountId: account.id }),
  ]
  for (const ask of refused) await expect(ask()).rejects.toMatchObject(notFound)
  await expect(retryRequest(owner, { requestId: requests['failed'] ?? '' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('its connector was deleted'),
  })
  expect((await listConnectors(owner)).map((row) => row.id)).toEqual([other.connectorId])
  expect((await listCatalog(grace)).every((role) => role.appId === other.appId)).toBe(true)
  expect((await listOwnAccounts(grace)).map((one) => one.appId)).toEqual([other.appId])
  const left = await db().entitlement.findFirstOrThrow({ where: { connectorId, requestable: true } })
  const late = submitRequest(grace, { entitlementId: left.id, reason: 'Too late' })
  await expect(late).rejects.toMatchObject(notFound)
  for (const requestId of Object.values(requests)) {
    await provisionRequest(requestId, neverAborted, requestId)
    await verifyRequest(requestId, neverAborted)
  }
  await db().connector.update({ where: { id: connectorId }, data: { nextSyncAt: new Date(0) } })
  await orderDueSyncs()
  await notifyOfSync(runId, 'failing')
  expect(await db().syncRun.count({ where: { connectorId, finishedAt: null } })).toBe(0)
  expect(await db().notification.count({ where: { kind: 'sync-failing' } })).toBe(0)
  expect(await mayHear(grace, { topic: 'connector', id: connectorId })).toBe(false)
  expect(sumOf(await calls()) - before).toBe(0)
})

test('what it had read ends in batches, goes on after a stop, and leaves the other connector alone', async () => {
  const { connectorId, owner } = connected
  const [mine, others] = [await countCurrent(connectorId), await countCurrent(other.connectorId)]
  const stop = new AbortController()
  const poll = setInterval(() => {
    void db()
      .grant.count({ where: { connectorId, endedAt: { not: null } } })
      .then((ended) => (ended > 0 ? stop.abort(new Error('killed')) : undefined))
  }, 1)
  await expect(endConnector(connectorId, stop.signal, 7)).rejects.toThrow('killed')
  clearInterval(poll)
  const half = await countCurrent(connectorId)
  expect(half.grants).toBeLessThan(mine.grants)
  expect(half.grants).toBeGreaterThan(0)
  expect(half.accounts).toBe(mine.accounts)

  await endConnector(connectorId, neverAborted, 50)
  await endConnector(connectorId, neverAborted, 50)
  expect(await countCurrent(connectorId)).toEqual({ grants: 0, entitlements: 0, accounts: 0, resources: 0 })
  expect(await countCurrent(other.connectorId)).toEqual(others)
  expect(await db().grant.count({ where: { connectorId } })).toBeGreaterThanOrEqual(mine.grants)
  const told = await db().inventoryChange.count({ where: { connectorId, change: 'removed', runId: null } })
  expect(told).toBe(mine.entitlements + mine.accounts + mine.resources)

  const account = await db().account.findFirstOrThrow({ where: { connectorId, email: grace.email } })
  const today = await getAccountOn(owner, account.id, undefined)
  expect(today).toMatchObject({ state: null, endedBy: { by: 'deletion', href: null } })
})

test('the job of a connector that lives ends nothing', async () => {
  const before = await countCurrent(other.connectorId)
  await endConnector(other.connectorId, neverAborted)
  expect(await countCurrent(other.connectorId)).toEqual(before)
})
