import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  connectBeside,
  connectOrganization,
  openOrganization,
  setUpForm,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { createDesk, findEntitlement, requestOf } from '#e2e/fixtures/requests.ts'
import { getAccount, getEntitlement, getResource, listHolders } from '#lib/inventory/access-queries.ts'
import { getAccountOn, getEntitlementOn } from '#lib/inventory/history-queries.ts'
import { listAccounts, listEntitlements, listResources } from '#lib/inventory/queries.ts'
import { setProvisioning } from '#lib/connectors/set-provisioning.ts'
import { mayHear } from '#lib/notifications/live-queries.ts'
import { db } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { provisionRequest } from '#lib/provisioning/provision-request.ts'
import { rereadAccount } from '#lib/provisioning/reread-account.ts'
import { approveRequest } from '#lib/requests/approve-request.ts'
import { listCatalog, listOwnAccounts } from '#lib/requests/catalog-queries.ts'
import { orderRevocation } from '#lib/requests/order-revocation.ts'
import { getRequest } from '#lib/requests/queries.ts'
import { retryRequest } from '#lib/requests/retry-request.ts'
import { submitRequest } from '#lib/requests/submit-request.ts'
import { getConnector, getProgress, listConnectors } from '#lib/sync/queries.ts'
import { getRun, listRuns } from '#lib/sync/run-queries.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { orderDueSyncs } from '#lib/sync/schedule/order-due-syncs.ts'
import { setPaused } from '#lib/sync/schedule/set-paused.ts'
import { startSync } from '#lib/sync/start-sync.ts'
import { deleteConnector } from '#lib/setup/life/delete-connector.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { listDeletedApps, previewDeletion } from '../deletion-queries.ts'
import { countApps, getApp, getAppOverview, listAppConnectors, listApps } from '../queries.ts'
import { deleteApp } from './delete-app.ts'
import { restoreApp } from './restore-app.ts'

let sandbox: Organization
let connected: Connected
let grace: Actor
let olga: Actor
let stranger: Actor
let auditor: Actor

const confluence = ['Confluence · acme', 'atlassian/user'] as const
const never = new AbortController().signal

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 60, groups: 8, sites: 2 })
  connected = await connectOrganization(sandbox)
  grace = await createPerson('Grace Hopper')
  stranger = await createPerson('Mallory Stranger')
  auditor = await createPerson('Alan Auditor', ['read_only_administrator'])
  const owner = await createPerson('Olga Owner')
  await db().appOwner.create({ data: { appId: connected.appId, userId: owner.userId } })
  olga = await refresh(owner)
})
afterAll(async () => {
  await sandbox.close()
})
beforeEach(async () => {
  await db().accessRequest.deleteMany()
  await db().notification.deleteMany()
  await db().app.updateMany({ data: { deletedAt: null, deletedById: null } })
})

const remove = (actor: Actor = connected.owner) =>
  deleteApp(actor, { appId: connected.appId, name: 'Atlassian' })
const notThere = { code: 'not_found' }

/** Moves the deletion into the past. */
const age = (days: number) =>
  db()
    .$executeRaw`update "App" set "deletedAt" = now() - make_interval(days => ${days}, secs => 1) where "deletedAt" is not null`

describe('deleting', () => {
  test('is for owners and who manages apps, with the name typed', async () => {
    await expect(remove(stranger)).rejects.toMatchObject(notThere)
    await expect(remove(auditor)).rejects.toMatchObject({ code: 'forbidden' })
    const typed = deleteApp(olga, { appId: connected.appId, name: 'atlassian' })
    await expect(typed).rejects.toMatchObject({ code: 'invalid', fieldErrors: { name: /exactly/ } })
    expect(await countApps(connected.owner)).toMatchObject({ managed: 1, deleted: 0 })
    await remove(olga)
    expect(await countApps(connected.owner)).toMatchObject({ managed: 0, deleted: 1 })
    await expect(remove(), 'once').rejects.toMatchObject(notThere)
  })

  test('says before what goes with it', async () => {
    await createDesk(connected, grace).approve(...confluence)
    const preview = await previewDeletion(olga, connected.appId)
    const grants = await db().grant.count({ where: { endedAt: null, accountId: { not: null } } })
    expect(preview).toMatchObject({
      connectors: ['Acme Industries'],
      openRequests: 1,
      owners: ['Ada Lovelace', 'Olga Owner'],
    })
    expect(preview.accounts).toBeGreaterThan(50)
    expect(preview.grants).toBe(grants)
    await expect(previewDeletion(stranger, connected.appId)).rejects.toMatchObject(notThere)
    await expect(previewDeletion(auditor, connected.appId)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('cancels its open requests with the reason, tells who asked and who owns it', async () => {
    const desk = createDesk(connected, grace)
    const done = await desk.carryOut(await desk.approve('Confluence · acme-labs', 'atlassian/user'))
    const approved = await desk.approve(...confluence)
    await remove()
    expect(await requestOf(approved)).toMatchObject({ status: 'cancelled' })
    expect(await requestOf(done.id), 'what is over stays').toMatchObject({ status: done.status })
    const read = await getRequest(grace, approved)
    expect(read.timeline.at(-1)).toMatchObject({
      event: 'request.cancelled',
      data: { reason: 'The app Atlassian was deleted.' },
    })
    expect(read.may).toMatchObject({ decide: false, cancel: false, retry: false, readApp: false })
    const notices = await db().notification.findMany({ orderBy: { createdAt: 'asc' } })
    expect(notices.map(({ userId, kind }) => [userId, kind])).toEqual([
      [grace.userId, 'request-cancelled'],
      [olga.userId, 'app-deleted'],
    ])
    await provisionRequest(approved, never, approved)
    expect(await requestOf(approved), 'its job finds nothing to do').toMatchObject({ attempts: [] })
    await expect(retryRequest(connected.owner, { requestId: approved })).rejects.toThrow(
      'its app was deleted',
    )
    await expect(approveRequest(connected.owner, { requestId: approved })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('a change that was refused for now is not sent again', async () => {
    const desk = createDesk(connected, grace)
    const requestId = await desk.approve(...confluence)
    await db().accessRequest.update({ where: { id: requestId }, data: { status: 'provisioning' } })
    await db().provisioningAttempt.create({
      data: { requestId, number: 1, outcome: 'refused', jobId: requestId, retryable: true },
    })
    await remove()
    await provisionRequest(requestId, never, requestId)
    expect(await requestOf(requestId)).toMatchObject({
      status: 'provisioning_failed',
      attempts: [{ outcome: 'refused' }],
    })
    await expect(retryRequest(connected.owner, { requestId })).rejects.toThrow('its app was deleted')
  })

  test('lets no request through that is sent at the same time', async () => {
    const role = await findEntitlement(...confluence)
    for (let round = 0; round < 8; round += 1) {
      await db().accessRequest.deleteMany()
      await db().app.updateMany({ data: { deletedAt: null } })
      const submit = submitRequest(grace, { entitlementId: role.id, reason: 'Needed' })
      const [asked] = await Promise.allSettled([submit, remove()])
      const requests = await db().accessRequest.findMany()
      expect(requests.map(({ status }) => status)).toEqual(asked.status === 'fulfilled' ? ['cancelled'] : [])
    }
  })

  test('stops what is read, and nothing begins', async () => {
    const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
    await remove()
    expect(await db().syncRun.findUnique({ where: { id: runId } })).toMatchObject({ status: 'cancelled' })
    await runSync(runId, never)
    await expect(startSync(connected.owner, { connectorId: connected.connectorId })).rejects.toMatchObject(
      notThere,
    )
    const runs = await db().syncRun.count()
    await db().connector.updateMany({ data: { nextSyncAt: new Date(0) } })
    await db().syncRun.updateMany({ data: { startedAt: new Date(0) } })
    await orderDueSyncs()
    expect(await db().syncRun.count()).toBe(runs)
    await restoreApp(connected.owner, { appId: connected.appId })
    await orderDueSyncs()
    expect(await db().syncRun.count(), 'and goes on once it is there again').toBe(runs + 1)
    await runSync((await db().syncRun.findFirstOrThrow({ where: { finishedAt: null } })).id, never)
  })
})

test('nothing of a deleted app is found, by whoever asks', async () => {
  const { owner, appId, connectorId, runId } = connected
  const role = await findEntitlement(...confluence)
  const account = await db().account.findFirstOrThrow({ where: { email: grace.email } })
  const graceNow = { ...grace }
  expect(await listCatalog(graceNow)).not.toEqual([])
  expect(await listOwnAccounts(graceNow)).toHaveLength(1)
  await remove()
  const connectors = () => setPaused(owner, { connectorId, paused: true })
  const queries: Record<string, () => Promise<unknown>> = {
    getApp: () => getApp(owner, appId),
    getAppOverview: () => getAppOverview(owner, appId),
    listAppConnectors: () => listAppConnectors(owner, appId),
    previewDeletion: () => previewDeletion(owner, appId),
    listAccounts: () => listAccounts(owner, appId, {}),
    listResources: () => listResources(owner, appId, 'workspace', {}),
    listEntitlements: () => listEntitlements(owner, appId, {}),
    getAccount: () => getAccount(owner, account.id),
    'getAccount, one’s own': () => getAccount(graceNow, account.id),
    getAccountOn: () => getAccountOn(graceNow, account.id, undefined),
    getEntitlement: () => getEntitlement(owner, role.id),
    getEntitlementOn: () => getEntitlementOn(owner, role.id, undefined),
    getResource: () => getResource(owner, role.resourceId),
    listHolders: () => listHolders(owner, role.id, {}),
    getConnector: () => getConnector(owner, connectorId),
    getProgress: () => getProgress(owner, connectorId),
    listRuns: () => listRuns(owner, connectorId, {}),
    getRun: () => getRun(owner, runId),
    setPaused: connectors,
    setProvisioning: () =>
      setProvisioning(owner, { connectorId, provisionRoles: false, provisionMemberships: false }),
    rereadAccount: () => rereadAccount(owner, { accountId: account.id }),
    submitRequest: () => submitRequest(graceNow, { entitlementId: role.id, reason: 'Needed' }),
    orderRevocation: () =>
      orderRevocation(owner, { accountId: account.id, entitlementId: role.id, reason: 'Not needed' }),
  }
  const answers = await Promise.all(
    Object.entries(queries).map(async ([name, query]) => {
      const outcome = await query().then(
        () => 'found',
        (error: unknown) => (error instanceof AppError ? error.code : error),
      )
      return [name, outcome]
    }),
  )
  expect(answers).toEqual(Object.keys(queries).map((name) => [name, 'not_found']))
  expect(await listCatalog(graceNow)).toEqual([])
  expect(await listOwnAccounts(graceNow)).toEqual([])
  expect(await listConnectors(owner)).toEqual([])
  expect((await listApps(owner, { view: 'managed' })).rows).toEqual([])
  expect(await refresh(olga)).toMatchObject({ ownedAppIds: [] })
  expect(await mayHear(olga, { topic: 'connector', id: connectorId })).toBe(false)
})

describe('restoring', () => {
  const restore = (actor: Actor) => restoreApp(actor, { appId: connected.appId })

  test('is for who could delete it: its owners too, though it rests', async () => {
    await remove()
    const gone = await refresh(olga)
    for (const actor of [stranger, auditor]) {
      await expect(restore(actor)).rejects.toMatchObject(notThere)
      expect(await listDeletedApps(actor)).toEqual([])
      expect(await countApps(actor)).toMatchObject({ deleted: 0 })
    }
    expect(await countApps(gone)).toMatchObject({ deleted: 1 })
    expect(await listDeletedApps(gone)).toMatchObject([
      { displayName: 'Atlassian', deletedBy: 'Ada Lovelace' },
    ])
    await restore(gone)
    expect(await listDeletedApps(gone)).toEqual([])
    expect((await listAccounts(olga, connected.appId, {})).total).toBeGreaterThan(50)
    expect(await db().notification.count({ where: { kind: 'app-deleted' } })).toBe(0)
    await expect(restore(olga), 'once').rejects.toMatchObject(notThere)
  })

  test('does not bring back a second app of a name, nor a second connector of an organization', async () => {
    await remove()
    const named = await db().app.create({ data: { displayName: 'ATLASSIAN', managed: false } })
    await expect(restore(connected.owner)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('an unmanaged app “ATLASSIAN” by now'),
    })
    await db().app.update({ where: { id: named.id }, data: { displayName: 'Another' } })
    const form = { ...setUpForm(sandbox), appName: 'Beside' }
    const { appId } = await connectBeside(connected.owner, form)
    await expect(restore(connected.owner)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('The connector Beside reads its organization by now'),
    })
    expect(await db().app.findUnique({ where: { id: connected.appId } })).toMatchObject({
      deletedAt: expect.any(Date),
    })
    await db().connector.updateMany({ where: { appId }, data: { deletedAt: new Date() } })
    await restore(connected.owner)
    await db().app.deleteMany({ where: { id: { in: [appId, named.id] } } })
  })

  test('brings no connector back that was deleted by itself', async () => {
    const beside = await connectBeside(connected.owner, { ...setUpForm(sandbox), appName: 'Beside' })
    await deleteConnector(await refresh(connected.owner), { connectorId: beside.connectorId, name: 'Beside' })
    await deleteApp(connected.owner, { appId: beside.appId, name: 'Beside' })
    await restoreApp(connected.owner, { appId: beside.appId })
    expect(await listAppConnectors(connected.owner, beside.appId)).toEqual([])
    expect(await getApp(connected.owner, beside.appId)).toMatchObject({ connectors: 0 })
    await orderDueSyncs()
    expect(await db().syncRun.count({ where: { connectorId: beside.connectorId, finishedAt: null } })).toBe(0)
    await db().app.delete({ where: { id: beside.appId } })
  })

  test('ends after 30 days', async () => {
    await remove()
    await age(29)
    expect(await listDeletedApps(olga)).toHaveLength(1)
    await age(30)
    expect(await listDeletedApps(olga)).toEqual([])
    await expect(restore(connected.owner)).rejects.toMatchObject(notThere)
  })
})
