import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { nothingWrong, settle } from '#e2e/fixtures/histories.ts'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { syncPhases } from '#lib/connectors/contract.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { db } from '#lib/platform/db/client.ts'
import { cancelSync } from '../cancel-sync.ts'
import { guardedKinds } from '../guard/count-kinds.ts'
import { setRemovalLimit } from '../held/set-removal-limit.ts'
import { runSync } from '../run-sync.ts'
import { startSync } from '../start-sync.ts'

const accounts = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'
/** Five tries of a call take ten seconds. */
vi.setConfig({ testTimeout: 90_000 })
const never = new AbortController().signal

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterEach(async () => {
  await sandbox.control('DELETE', 'faults')
  // What a failed test has left does not keep the next one from its own.
  const left = await db().syncRun.findMany({ where: { finishedAt: null } })
  for (const { id: runId } of left) await cancelSync(connected.owner, { runId })
})
afterAll(async () => {
  await sandbox.close()
})

const readRun = (id: string) => db().syncRun.findUniqueOrThrow({ where: { id }, include: { log: true } })
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const resting = (minutes: number) => ({ status: 429, headers: { 'x-ratelimit-reset': inMinutes(minutes) } })
/** One call in the middle of the memberships is refused. */
const limited = (minutes: number, skip = 20) => ({ endpoint: accounts, ...resting(minutes), skip, count: 1 })
const outage = (endpoint = accounts) => ({ endpoint, reset: true, count: 500 })

/** Goes on with a run while something is wrong, and not any more after that. */
async function goOn(runId: string, fault?: object): Promise<string> {
  if (fault) await sandbox.control('POST', 'faults', fault)
  await runSync(runId, never)
  await sandbox.control('DELETE', 'faults')
  return (await readRun(runId)).status
}

async function startWith(fault: object): Promise<{ runId: string; status: string }> {
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  return { runId, status: await goOn(runId, fault) }
}

/** As if so much time had passed since. */
async function age(runId: string, minutes: number): Promise<void> {
  await db().$executeRaw`
    update "StagedPhase" p set "keptAt" = "keptAt" - make_interval(mins => ${minutes}::int)
    from "StagedRun" r where r.stage = p.stage and r."runId" = ${runId}::uuid`
  await db().$executeRaw`
    update "SyncRun" set "createdAt" = "createdAt" - make_interval(mins => ${minutes}::int),
      "startedAt" = "startedAt" - make_interval(mins => ${minutes}::int),
      "waitingUntil" = "waitingUntil" - make_interval(mins => ${minutes}::int)
    where id = ${runId}::uuid`
}

const readAgain = async (runId: string) =>
  (await readRun(runId)).log.map((line) => line.message).filter((line) => line.includes('read again'))

test('after a rate limit of more than an hour, and one more, nothing is read a second time', async () => {
  const { runId, status } = await startWith(limited(70))
  expect(status).toBe('waiting')
  await age(runId, 70)
  expect(await goOn(runId, { endpoint: accounts, ...resting(70) })).toBe('waiting')
  await age(runId, 70)
  expect(await goOn(runId)).toBe('succeeded')
  expect(await readAgain(runId)).toEqual([])
  expect(await settle(sandbox, connected)).toEqual(nothingWrong)
})

test('an outage right after a rate limit is not as old as that', async () => {
  const { runId } = await startWith(limited(70))
  await age(runId, 70)
  expect(await goOn(runId, outage())).toBe('retrying')
  expect(await goOn(runId)).toBe('succeeded')
  expect(await readAgain(runId)).toEqual([])
})

test('what was left without anybody having asked for it is read again after an hour', async () => {
  const { runId, status } = await startWith(limited(40))
  expect(status).toBe('waiting')
  await age(runId, 40 + 70)
  expect(await goOn(runId)).toBe('succeeded')
  expect(await readAgain(runId)).toEqual([
    'What was read is too old to go on from; this phase is read again.',
  ])
})

/** A plan that has waited for more than a day until somebody raises the limit. */
async function openOldPlan(): Promise<string> {
  const { connectorId, owner } = connected
  const setLimit = (kind: string, percent: number) =>
    setRemovalLimit(owner, { connectorId, kind, percent, objects: 20 })
  await setLimit('accounts', 10)
  const connector = await db().connector.findUniqueOrThrow({ where: { id: connectorId } })
  const opened = openStoredConnector(connector)
  for (const coverage of syncPhases.map((phase) => opened.coverage(phase))) {
    for (const kind of guardedKinds(coverage)) if (kind !== 'accounts') await setLimit(kind, 100)
  }
  const leavers = [...sandbox.model.accounts.keys()].slice(0, 60)
  for (const accountId of leavers) sandbox.model.apply({ type: 'remove-account', accountId })
  const { id, status } = await syncAgain(connected)
  expect(status).toBe('held')
  await age(id, 25 * 60)
  await setLimit('accounts', 100)
  return id
}

test.each([
  ['an outage', 'retrying', outage('*')],
  ['a rate limit', 'waiting', { endpoint: '*', ...resting(40), count: 500 }],
])('an old plan is not lost to %s when it is gone on with', async (_, status, fault) => {
  const runId = await openOldPlan()
  expect(await goOn(runId, fault)).toBe(status)
  expect(await db().stagedRun.count({ where: { runId } })).toBe(1)
  expect(await goOn(runId)).toBe('succeeded')
  expect(await settle(sandbox, connected)).toEqual(nothingWrong)
})

/** As if the vendor had been asked for so much longer. */
async function askFor(runId: string, minutes: number): Promise<void> {
  await age(runId, minutes)
  await db().$executeRaw`
    update "StagedRun" set "askedFrom" = "askedFrom" - make_interval(mins => ${minutes}::int)
    where "runId" = ${runId}::uuid`
  await db().syncRun.update({ where: { id: runId }, data: { waitingUntil: new Date() } })
}

test('an outage that goes on for an hour ends it all the same', async () => {
  const { runId } = await startWith(outage())
  await askFor(runId, 60)
  expect(await goOn(runId, outage())).toBe('failed')
})

test('an outage that comes after the worker was away is not as old as that', async () => {
  const { runId } = await startWith(outage())
  await age(runId, 70)
  expect(await goOn(runId, outage())).toBe('retrying')
  expect(await goOn(runId)).toBe('succeeded')
})

test('tables are tidied after a run that has ended, not after one that waits', async () => {
  const tidied = async () => {
    const [table] = await db().$queryRaw<{ times: number }[]>`
      select vacuum_count::int as times from pg_stat_user_tables where relname = 'Grant'`
    return table?.times
  }
  const { runId } = await startWith(limited(40))
  await db().syncPhaseRun.updateMany({ where: { runId, position: 0 }, data: { added: 60_000 } })
  const before = await tidied()
  expect(await goOn(runId, { endpoint: accounts, ...resting(40) })).toBe('waiting')
  expect(await tidied()).toBe(before)
  expect(await goOn(runId)).toBe('succeeded')
  await expect.poll(tidied).toBe((before ?? 0) + 1)
})
