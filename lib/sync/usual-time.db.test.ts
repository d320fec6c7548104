import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  setUpForm,
  syncAgain,
  type Connected,
  type Organization,
  connectBeside,
} from '#e2e/fixtures/organization.ts'
import { db } from '#lib/platform/db/client.ts'
import { listLosses } from './held-queries.ts'
import { setRemovalLimit } from './held/set-removal-limit.ts'
import { getProgress } from './queries.ts'
import { runSync } from './run-sync.ts'

const accounts = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'
const never = new AbortController().signal

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterAll(async () => {
  await sandbox.close()
})

const usualMs = async (connectorId = connected.connectorId) =>
  (await getProgress(connected.owner, connectorId)).run?.usualMs

/** As if the run had taken so long. */
async function took(runId: string, minutes: number): Promise<void> {
  const { finishedAt } = await db().syncRun.findUniqueOrThrow({ where: { id: runId } })
  const startedAt = new Date((finishedAt?.getTime() ?? 0) - minutes * 60_000)
  await db().syncRun.update({ where: { id: runId }, data: { startedAt } })
}

test('nothing is said about the time of a sync before one was good', async () => {
  const other = await connectBeside(connected.owner, setUpForm(sandbox))
  expect(await usualMs(other.connectorId)).toBeNull()
  await sandbox.control('POST', 'faults', { endpoint: accounts, status: 403, count: 50 })
  await runSync(other.runId, never)
  await sandbox.control('DELETE', 'faults')
  expect(await usualMs(other.connectorId)).toBeNull()
})

test('the usual time is the middle one of good runs, whatever bad ones took', async () => {
  await took(connected.runId, 3)
  await took((await syncAgain(connected)).id, 4)
  await took((await syncAgain(connected)).id, 5)
  await sandbox.control('POST', 'faults', { endpoint: accounts, status: 403, count: 50 })
  await took((await syncAgain(connected)).id, 600)
  await sandbox.control('DELETE', 'faults')
  expect(await usualMs()).toBe(4 * 60_000)
})

test('the days that a run was held before its limit was raised count for nothing', async () => {
  const { owner, connectorId } = connected
  const leavers = [...sandbox.model.accounts.keys()].slice(0, 60)
  for (const accountId of leavers) sandbox.model.apply({ type: 'remove-account', accountId })
  const run = await syncAgain(connected)
  expect(run.status).toBe('held')
  const statusOf = async () => (await db().syncRun.findUniqueOrThrow({ where: { id: run.id } })).status
  while ((await statusOf()) === 'held') {
    const [loss] = (await listLosses(owner, run.id)).filter(({ limit }) => limit.percent < 100)
    await setRemovalLimit(owner, { connectorId, kind: loss?.kind ?? '', percent: 100, objects: 20 })
    await runSync(run.id, never)
  }
  expect(await statusOf()).toBe('succeeded')
  await took(run.id, 3 * 24 * 60)
  expect(await usualMs()).toBe(4 * 60_000)
})
