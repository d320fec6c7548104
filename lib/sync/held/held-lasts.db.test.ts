import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { nothingWrong, settle } from '#e2e/fixtures/histories.ts'
import { notifyOfSync } from '#lib/notifications/notify-of-sync.ts'
import { db } from '#lib/platform/db/client.ts'
import { cancelSync } from '../cancel-sync.ts'
import { listLosses } from '../held-queries.ts'
import { getProgress } from '../queries.ts'
import { getRun } from '../run-queries.ts'
import { runSync } from '../run-sync.ts'
import { startSync } from '../start-sync.ts'
import { applyHeldPlan } from './apply-held-plan.ts'
import { discardHeldPlan } from './discard-held-plan.ts'

const accounts = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'
const groups = 'POST /v2/orgs/{orgId}/directories/{directoryId}/groups/search'
const never = new AbortController().signal

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterEach(async () => {
  await sandbox.control('DELETE', 'faults')
})
afterAll(async () => {
  await sandbox.close()
})

/** A sync while something is wrong. */
async function syncWith(fault: object, status: string): Promise<string> {
  await sandbox.control('POST', 'faults', fault)
  const run = await syncAgain(connected)
  await sandbox.control('DELETE', 'faults')
  expect(run.status).toBe(status)
  return run.id
}

const cutAccounts = { endpoint: accounts, truncate: 60 }
const refusedAt = (endpoint: string) => ({ endpoint, status: 401, count: 500 })
/** What the next tests begin from, and whether all is as in the organization then. */
const mended = () => settle(sandbox, connected)
const progress = () => getProgress(connected.owner, connected.connectorId)
const stateOf = async (runId: string) => (await getRun(connected.owner, runId)).held?.state

/** Has the plan applied while the page of the connector is looked at. */
async function apply(runId: string): Promise<void> {
  await applyHeldPlan(connected.owner, { runId })
  expect(await progress()).toMatchObject({ status: 'Syncing', run: { id: runId } })
  await runSync(runId, never)
  expect(await stateOf(runId)).toBe('applied')
  expect(await db().account.count({ where: { endedAt: null } })).toBe(60)
}

test('a sync that reads nothing leaves what is held to be decided', async () => {
  const runId = await syncWith(cutAccounts, 'held')
  await syncWith(refusedAt('*'), 'failed')
  expect(await progress()).toMatchObject({ status: 'Error', heldPlan: { runId } })
  const losses = await listLosses(connected.owner, runId)
  expect(losses.find((loss) => loss.kind === 'accounts')?.count).toBe(180)
  await apply(runId)
  expect(await mended()).toEqual(nothingWrong)
})

test('a sync that is cancelled, or fails before it has read the same, leaves it too', async () => {
  const runId = await syncWith(cutAccounts, 'held')
  const cancelled = await startSync(connected.owner, { connectorId: connected.connectorId })
  await cancelSync(connected.owner, cancelled)
  expect(await progress()).toMatchObject({ status: 'Held', heldPlan: { runId } })
  const [groupId] = sandbox.model.groups.keys()
  const group = { groupId: 'made', name: 'Made meanwhile', description: '' }
  sandbox.model.apply({ type: 'create-group', ...group })
  sandbox.model.apply({ type: 'delete-group', groupId: groupId ?? '' })
  await syncWith(refusedAt(accounts), 'failed')
  await apply(runId)
  expect(await mended()).toEqual(nothingWrong)
})

test('a sync that has read the same anew takes its place, also when it fails later', async () => {
  const runId = await syncWith({ endpoint: groups, truncate: 20 }, 'held')
  await syncWith(refusedAt(accounts), 'failed')
  expect(await stateOf(runId)).toBe('superseded')
  expect(await progress()).toMatchObject({ status: 'Error', heldPlan: null })
  await expect(applyHeldPlan(connected.owner, { runId })).rejects.toMatchObject({ code: 'conflict' })
  expect(await mended()).toEqual(nothingWrong)
})

test('the owners are told once of what stays held, and again of what comes after a decision', async () => {
  const jobsAbout = async (about: string) =>
    (
      await db().$queryRaw<{ runId: string }[]>`
        select data ->> 'runId' as "runId" from pgboss.job
        where name = 'notify-of-sync' and data ->> 'about' = ${about} order by created_on`
    ).map((job) => job.runId)
  const told = () => jobsAbout('held')
  const settled = () => jobsAbout('settled')
  const notices = async () =>
    (await db().notification.findMany({ orderBy: { createdAt: 'asc' } })).map(
      ({ subjectId, resolvedAt }) => ({
        subjectId,
        isDone: resolvedAt !== null,
      }),
    )
  const before = await told()
  const first = await syncWith(cutAccounts, 'held')
  const second = await syncWith(cutAccounts, 'held')
  await syncWith(refusedAt('*'), 'failed')
  const third = await syncWith(cutAccounts, 'held')
  expect([await stateOf(first), await stateOf(second), await stateOf(third)]).toEqual([
    'superseded',
    'superseded',
    'waiting',
  ])
  expect(await told()).toEqual([...before, first])
  await notifyOfSync(first, 'held')
  await notifyOfSync(third, 'settled')
  expect(await notices(), 'a later sync holds the same').toEqual([{ subjectId: first, isDone: false }])
  await discardHeldPlan(connected.owner, { runId: third })
  expect(await settled()).toContain(third)
  await notifyOfSync(third, 'settled')
  expect(await notices()).toEqual([{ subjectId: first, isDone: true }])
  const fourth = await syncWith(cutAccounts, 'held')
  expect(await told()).toEqual([...before, first, fourth])
  await notifyOfSync(fourth, 'held')
  await notifyOfSync(fourth, 'settled')
  expect(await notices()).toEqual([
    { subjectId: first, isDone: true },
    { subjectId: fourth, isDone: false },
  ])
})
