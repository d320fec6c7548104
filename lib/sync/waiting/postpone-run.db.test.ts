import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { nothingWrong, settle } from '#e2e/fixtures/histories.ts'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { db } from '#lib/platform/db/client.ts'
import { cancelSync } from '../cancel-sync.ts'
import { getProgress } from '../queries.ts'
import { runSync } from '../run-sync.ts'
import { startSync } from '../start-sync.ts'

const accounts = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'
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

/** A sync while something is wrong, until it gives the worker back. */
async function syncWith(fault: object): Promise<string> {
  await sandbox.control('DELETE', 'requests')
  expect((await sandbox.control('POST', 'faults', fault)).ok).toBe(true)
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  await runSync(runId, never)
  return runId
}

const readRun = (id: string) =>
  db().syncRun.findUniqueOrThrow({ where: { id }, include: { phases: true, log: true, calls: true } })
const progress = () => getProgress(connected.owner, connected.connectorId)
const countRequests = async (): Promise<Record<string, number>> =>
  (await sandbox.control('GET', 'requests')).json()

const sum = (counts: Record<string, number> | number[]) =>
  Object.values(counts).reduce((total, count) => total + count, 0)

/** What a sync sends that nothing disturbs. */
async function requestsOfWhole(): Promise<Record<string, number>> {
  await sandbox.control('DELETE', 'requests')
  await syncAgain(connected)
  return countRequests()
}

/** Seconds until the queue gives the run out again. */
async function givenOutIn(runId: string): Promise<number[]> {
  const jobs = await db().$queryRaw<{ seconds: number }[]>`
    select extract(epoch from start_after - now())::float8 as seconds from pgboss.job
    where name = 'run-sync' and data ->> 'runId' = ${runId} and start_after > created_on`
  return jobs.map((job) => job.seconds)
}

/** One of many calls is refused for the next forty minutes. */
const longLimit = () => {
  const headers = { 'x-ratelimit-reset': new Date(Date.now() + 40 * 60_000).toISOString() }
  return { endpoint: accounts, status: 429, headers, share: 0.03, count: 1 }
}

test('a rate limit that lasts longer than a worker is kept waiting is waited for in the queue', async () => {
  const runId = await syncWith(longLimit())
  const run = await readRun(runId)
  expect(run).toMatchObject({ status: 'waiting', finishedAt: null, errorMessage: null })
  expect((run.waitingUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(39 * 60_000)
  const [seconds, ...more] = await givenOutIn(runId)
  expect(seconds).toBeGreaterThan(39 * 60)
  expect(more).toEqual([])
  expect(await progress()).toMatchObject({ status: 'Syncing', run: { id: runId, status: 'waiting' } })
  expect(run.log.at(-1)?.message).toContain('goes on in 40 min.')
  const before = await countRequests()
  await sandbox.control('DELETE', 'requests')
  await runSync(runId, never)
  const after = await countRequests()
  const ended = await readRun(runId)
  expect(ended).toMatchObject({ status: 'succeeded', waitingUntil: null, errorMessage: null })
  expect(ended.log.map((line) => line.message)).toContain('Goes on where it stopped.')
  expect(Object.keys(after)).toEqual([accounts])
  // Calls that were under way when the limit was met, and those to whose pages they belong, are sent again.
  expect(sum(before) + sum(after)).toBeLessThan(sum(await requestsOfWhole()) + 12)
  expect(sum(ended.calls.map((one) => one.calls))).toBeGreaterThanOrEqual(sum(before) + sum(after))
  expect(await settle(sandbox, connected)).toEqual(nothingWrong)
})

test('it can be cancelled meanwhile, and is not begun again', async () => {
  const runId = await syncWith(longLimit())
  await cancelSync(connected.owner, { runId })
  expect(await progress()).toMatchObject({ status: 'Connected', run: { id: runId, status: 'cancelled' } })
  await runSync(runId, never)
  expect(await readRun(runId)).toMatchObject({ status: 'cancelled', waitingUntil: null })
  expect(await db().stagedRun.count()).toBe(0)
})

test('an outage that outlasts all tries is lived through: it says so, and what was read is kept', async () => {
  const runId = await syncWith({ endpoint: accounts, reset: true, count: 500 })
  expect(await readRun(runId)).toMatchObject({
    status: 'retrying',
    finishedAt: null,
    waitingUntil: expect.any(Date),
    errorKind: 'unavailable',
  })
  const [seconds] = await givenOutIn(runId)
  expect(seconds).toBeGreaterThan(5)
  expect(seconds).toBeLessThan(60)
  const shown = await progress()
  expect(shown).toMatchObject({ status: 'Error', run: { id: runId, status: 'retrying' } })
  expect(shown.run?.error?.message).toContain('Accounts and memberships')
  await sandbox.control('DELETE', 'faults')
  await sandbox.control('DELETE', 'requests')
  await runSync(runId, never)
  expect(await readRun(runId)).toMatchObject({ status: 'succeeded', errorMessage: null, errorKind: null })
  const requests = JSON.stringify(await countRequests())
  expect(requests).not.toContain('/workspaces')
  expect(requests).not.toContain('/groups/search')
  expect((await progress()).status).toBe('Connected')
  expect(await settle(sandbox, connected)).toEqual(nothingWrong)
}, 60_000)
