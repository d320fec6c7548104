import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import process from 'node:process'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { readInventory, readTruth } from '#e2e/fixtures/truth.ts'
import { db } from '#lib/platform/db/client.ts'
import { startSync } from '#lib/sync/start-sync.ts'

/** The worker as it is started in production, as a process that ends in the middle of a run. */

const search = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'
let sandbox: Organization
let connected: Connected
const workers: ChildProcess[] = []

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => end(worker, 'SIGKILL')))
  await sandbox.control('DELETE', 'faults')
})
afterAll(async () => {
  await sandbox.close()
})

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    stdio: 'ignore',
    env: process.env,
  })
  workers.push(worker)
  return worker
}

async function end(worker: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const gone = once(worker, 'exit')
  worker.kill(signal)
  await gone
}

const findRun = (runId: string) =>
  db().syncRun.findUniqueOrThrow({ where: { id: runId }, include: { log: true, phases: true } })

/** A run that a worker has read the accounts of, and is now reading who holds which role. */
async function runHalfway(): Promise<{ runId: string; worker: ChildProcess }> {
  await sandbox.control('POST', 'faults', { endpoint: search, delayMs: 80, count: 500 })
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  const worker = startWorker()
  const isHalfway = async () =>
    expect(
      await db().syncPhaseRun.count({ where: { runId, phase: 'role-holders', status: 'running' } }),
    ).toBe(1)
  await vi.waitFor(isHalfway, { timeout: 20_000, interval: 20 })
  return { runId, worker }
}

/** The next worker gets the run from the queue, reads what is left of it, and ends it as if nothing had happened. */
async function endsWithNextWorker(runId: string): Promise<void> {
  await sandbox.control('DELETE', 'faults')
  await sandbox.control('DELETE', 'requests')
  startWorker()
  const hasEnded = async () => expect((await findRun(runId)).finishedAt).not.toBeNull()
  await vi.waitFor(hasEnded, { timeout: 40_000, interval: 100 })
  const run = await findRun(runId)
  expect(run.status).toBe('succeeded')
  expect(run.log.map((line) => line.message)).toContain('Goes on where it stopped.')
  for (const phase of run.phases) expect(phase).toMatchObject({ added: 0, changed: 0, removed: 0 })
  const sent = JSON.stringify(await (await sandbox.control('GET', 'requests')).json())
  expect(sent).toContain('/users/search')
  expect(sent).not.toContain('/workspaces')
  expect(await readInventory(connected.connectorId)).toEqual(readTruth(sandbox.model))
}

test('a worker that is killed in the middle of a run leaves it to the next one, by the queue', async () => {
  const { runId, worker } = await runHalfway()
  await end(worker, 'SIGKILL')
  expect((await findRun(runId)).status).toBe('running')
  // As if the twenty seconds had passed after which a worker that says nothing is taken for dead.
  await db().$executeRaw`
    update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute' where name = 'run-sync' and state = 'active'`
  await endsWithNextWorker(runId)
}, 60_000)

test('a worker that is told to stop hands its run over, with what was kept', async () => {
  const { runId, worker } = await runHalfway()
  await end(worker, 'SIGTERM')
  expect(worker.exitCode).toBe(0)
  const handedOver = await findRun(runId)
  expect(handedOver).toMatchObject({ status: 'queued', finishedAt: null })
  expect(handedOver.log.map((line) => line.message)).toContain(
    'The worker stops; the next one goes on from here.',
  )
  const [kept] = await db().$queryRaw<[{ phases: number }]>`
    select count(*)::int as phases from "StagedPhase" p join "StagedRun" r using (stage) where r."runId" = ${runId}::uuid`
  expect(kept.phases).toBeGreaterThan(1)
  await endsWithNextWorker(runId)
}, 60_000)
