import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  setUpForm,
  syncAgain,
  type Connected,
  type Organization,
  connectBeside,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import { cancelSync } from './cancel-sync.ts'
import { runSync } from './run-sync.ts'
import { startSync } from './start-sync.ts'

const search = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterEach(async () => {
  await sandbox.control('DELETE', 'faults')
  await sandbox.control('DELETE', 'rate-limits')
})
afterAll(async () => {
  await sandbox.close()
})

const never = new AbortController().signal

/** A sync that hangs in the middle of reading accounts, with all before it settled: that goes on beside the reading. */
async function hang() {
  await sandbox.control('POST', 'faults', { endpoint: search, delayMs: 30_000, count: 50 })
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  const running = runSync(runId, never)
  const settled = { runId, phase: 'group-roles', status: 'succeeded' } as const
  const reading = { runId, phase: 'accounts', status: 'running' } as const
  await expect
    .poll(() => db().syncPhaseRun.count({ where: { OR: [settled, reading] } }), { timeout: 10_000 })
    .toBe(2)
  return { runId, running }
}

test('a cancelled sync has ended within two seconds, sends nothing more, and leaves what was known', async () => {
  const before = await db().grant.count({ where: { endedAt: null } })
  const { runId, running } = await hang()
  const orderedAt = performance.now()
  await cancelSync(connected.owner, { runId })
  await running
  expect(performance.now() - orderedAt).toBeLessThan(2000)
  await sandbox.control('DELETE', 'requests')
  const run = await db().syncRun.findUniqueOrThrow({
    where: { id: runId },
    include: { phases: true, log: true },
  })
  expect(run.status).toBe('cancelled')
  expect(run.phases.map((phase) => phase.status).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'cancelled',
    'cancelled',
    'succeeded',
    'succeeded',
    'succeeded',
    'succeeded',
  ])
  expect(run.log.map((line) => line.message)).toContain('Cancelled by Ada Lovelace.')
  expect(await db().grant.count({ where: { endedAt: null } })).toBe(before)
  expect(await (await sandbox.control('GET', 'requests')).json()).toEqual({})
  await sandbox.control('DELETE', 'faults')
  expect((await syncAgain(connected)).status).toBe('succeeded')
  await expect(cancelSync(connected.owner, { runId })).rejects.toMatchObject({ code: 'conflict' })
})

test('a sync that no worker has taken yet can be cancelled too', async () => {
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  await cancelSync(connected.owner, { runId })
  await runSync(runId, never)
  expect(await db().syncRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
    status: 'cancelled',
    startedAt: null,
  })
})

test('cancelling is for those who manage the connector', async () => {
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  const reader = await createPerson('Rita Reader', ['read_only_administrator'])
  await expect(cancelSync(reader, { runId })).rejects.toMatchObject({ code: 'forbidden' })
  await cancelSync(connected.owner, { runId })
})

test('a worker that shuts down hands the run over, and the next one goes on behind what was kept', async () => {
  await sandbox.control('POST', 'faults', { endpoint: search, delayMs: 80, count: 500 })
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  const shutdown = new AbortController()
  const running = runSync(runId, shutdown.signal)
  await expect
    .poll(() => db().syncPhaseRun.count({ where: { runId, phase: 'role-holders', status: 'running' } }))
    .toBe(1)
  shutdown.abort(new Error('The worker is shutting down.'))
  await expect(running).rejects.toThrow('The worker is shutting down.')
  expect(await db().syncRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ status: 'queued' })
  await sandbox.control('DELETE', 'requests')
  await sandbox.control('DELETE', 'faults')
  await runSync(runId, never)
  const run = await db().syncRun.findUniqueOrThrow({
    where: { id: runId },
    include: { log: true, phases: true },
  })
  expect(run.status).toBe('succeeded')
  expect(run.log.map((line) => line.message)).toContain('Goes on where it stopped.')
  for (const phase of run.phases) expect(phase).toMatchObject({ added: 0, changed: 0, removed: 0 })
  const requests = await (await sandbox.control('GET', 'requests')).json()
  expect(JSON.stringify(requests)).not.toContain('/workspaces')
})

test('another connector is read and written while one hangs', async () => {
  const { owner, connectorId } = connected
  await sandbox.control('DELETE', 'requests')
  await sandbox.control('POST', 'faults', { endpoint: search, delayMs: 30_000, count: 1 })
  const { runId } = await startSync(owner, { connectorId })
  const running = runSync(runId, never)
  await expect
    .poll(async () => JSON.stringify(await (await sandbox.control('GET', 'requests')).json()))
    .toContain('users/search')
  const other = await connectBeside(owner, setUpForm(sandbox))
  await runSync(other.runId, never)
  expect(await db().syncRun.findUniqueOrThrow({ where: { id: other.runId } })).toMatchObject({
    status: 'succeeded',
  })
  expect(await db().syncRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
    finishedAt: null,
  })
  await cancelSync(owner, { runId })
  await running
  const again = await syncAgain(connected)
  expect(again.status).toBe('succeeded')
  for (const phase of again.phases) expect(phase).toMatchObject({ added: 0, changed: 0, removed: 0 })
})

test('waiting for a rate limit is waiting, and no error', async () => {
  await sandbox.control('POST', 'faults', { endpoint: search, status: 429, resetInMs: 2500, count: 1 })
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  const running = runSync(runId, never)
  await expect
    .poll(() => db().syncRun.findUniqueOrThrow({ where: { id: runId } }), { timeout: 5000 })
    .toMatchObject({ status: 'waiting', waitingUntil: expect.any(Date), errorMessage: null })
  await running
  expect(await db().syncRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
    status: 'succeeded',
    waitingUntil: null,
  })
})
