import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { db } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { openSession } from '#lib/platform/db/session.ts'
import { cancelSync } from './cancel-sync.ts'
import { beginRun } from './engine/begin-run.ts'
import { endRun } from './engine/end-run.ts'
import { takeLease } from './engine/lease.ts'
import { createProgress } from './engine/progress.ts'
import { StagingLost, sweepStaging } from './engine/staging.ts'
import { runSync } from './run-sync.ts'
import { startSync } from './start-sync.ts'

const { sql } = Prisma
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

async function order() {
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  return db().syncRun.findUniqueOrThrow({ where: { id: runId }, include: { connector: true } })
}

const readRun = (id: string) =>
  db().syncRun.findUniqueOrThrow({ where: { id }, include: { phases: true, log: true } })

test('a run that was cancelled while a worker took it is not begun', async () => {
  const taken = await order()
  await cancelSync(connected.owner, { runId: taken.id })
  const session = await takeLease(taken.connectorId)
  try {
    expect(await beginRun(session, taken)).toBeNull()
  } finally {
    await session.close()
  }
  expect(await db().stagedRun.count()).toBe(0)
  const run = await readRun(taken.id)
  expect(run).toMatchObject({ status: 'cancelled', startedAt: null })
  expect(new Set(run.phases.map((phase) => phase.status))).toEqual(new Set(['cancelled']))
  expect(run.log.map((line) => line.message)).toEqual(['Cancelled by Ada Lovelace.'])
})

test('a run that has ended by another hand is not ended again as a good one', async () => {
  const taken = await order()
  const session = await takeLease(taken.connectorId)
  const progress = createProgress({ runId: taken.id, connectorId: taken.connectorId }, [])
  try {
    const mark = await beginRun(session, taken)
    if (!mark) throw new Error('The run was not begun.')
    const ended = { status: 'cancelled', finishedAt: new Date() } as const
    await db().syncRun.update({ where: { id: taken.id }, data: ended })
    const { connector } = taken
    const names = { connectorId: connector.id, connectorName: connector.displayName, appId: connector.appId }
    const opened = openStoredConnector(connector, {})
    const asking = { findRemaining: async () => ({ remaining: [], unanswered: [] }), takeCalls: () => ({}) }
    const open = { connector: opened, asking, session, progress, signal: never }
    const ending = endRun({ runId: taken.id, ...names, ...mark, ...open, shownAfterMs: 0 })
    await expect(ending).rejects.toBeInstanceOf(StagingLost)
  } finally {
    await progress.stop()
    await session.close()
  }
  expect((await readRun(taken.id)).status).toBe('cancelled')
  await db().stagedRun.deleteMany()
})

test('cancelled at any moment it stays cancelled, and leaves nothing behind', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { id: runId } = await order()
    const running = runSync(runId, never)
    const moments: Promise<unknown>[] = []
    for (let turns = 0; turns < round; turns += 1) moments.push(db().$queryRaw`select ${turns}::int`)
    await Promise.all(moments)
    await cancelSync(connected.owner, { runId })
    await running
    const run = await readRun(runId)
    const open = run.phases.filter((phase) => ['pending', 'running'].includes(phase.status))
    expect([run.status, open]).toEqual(['cancelled', []])
    expect(run.log.at(-1)?.message).toBe('Cancelled by Ada Lovelace.')
    expect(await db().stagedRun.count()).toBe(0)
  }
  expect((await syncAgain(connected)).status).toBe('succeeded')
})

test('a sweep that cannot have the tables for itself leaves them to the next one, and stops nobody', async () => {
  await db().$executeRaw`
    insert into "StagedResource" (stage, position, "resourceType", "externalId", "displayName", attributes, hints)
    values (2000000000, 0, 'group', 'left', 'Left behind', '{}', '{}')`
  const reader = await openSession()
  const sweeper = await openSession()
  const left = () => reader.query(sql`select 1 from "StagedResource"`)
  try {
    await reader.transaction(async () => {
      expect(await left()).toHaveLength(1)
      await sweepStaging(sweeper)
      expect(await left()).toHaveLength(1)
    })
    await sweepStaging(sweeper)
    expect(await left()).toHaveLength(0)
  } finally {
    await reader.close()
    await sweeper.close()
  }
})
