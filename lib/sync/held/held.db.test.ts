import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { readInventory, readTruth } from '#e2e/fixtures/truth.ts'
import { db } from '#lib/platform/db/client.ts'
import { listLosses, streamLosses } from '../held-queries.ts'
import { getProgress } from '../queries.ts'
import { getRun, listRunChanges } from '../run-queries.ts'
import { runSync } from '../run-sync.ts'
import { applyHeldPlan } from './apply-held-plan.ts'
import { discardHeldPlan } from './discard-held-plan.ts'
import { setRemovalLimit } from './set-removal-limit.ts'

const search = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'
const groupRoles = 'GET /v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/role-assignments'
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

/** A sync whose list of accounts is cut, and that is held for it. */
async function hold(...faults: object[]): Promise<string> {
  for (const fault of faults) await sandbox.control('POST', 'faults', fault)
  await sandbox.control('POST', 'faults', { endpoint: search, truncate: 60 })
  const run = await syncAgain(connected)
  await sandbox.control('DELETE', 'faults')
  expect(run.status).toBe('held')
  return run.id
}

const statusOf = async (runId: string) =>
  (await db().syncRun.findUniqueOrThrow({ where: { id: runId } })).status
/** Runs that the owners are to be told of. */
const told = async (about: 'held' | 'failing') =>
  (
    await db().$queryRaw<{ runId: string }[]>`
      select data ->> 'runId' as "runId" from pgboss.job
      where name = 'notify-of-sync' and data ->> 'about' = ${about} order by created_on`
  ).map((job) => job.runId)
const currentAccounts = () => db().account.count({ where: { endedAt: null } })

describe('what is held', () => {
  test('stays as it was, says so, and tells what would be lost by name', async () => {
    const runId = await hold()
    expect(await currentAccounts()).toBe(240)
    expect((await getProgress(connected.owner, connected.connectorId)).status).toBe('Held')
    expect((await getRun(connected.owner, runId)).held).toMatchObject({ state: 'waiting' })
    const losses = await listLosses(connected.owner, runId)
    const accounts = losses.find((loss) => loss.kind === 'accounts')
    expect(accounts?.count).toBe(180)
    const listed = await db().account.findMany({ where: { endedAt: null } })
    expect(listed.map((one) => one.displayName)).toEqual(
      expect.arrayContaining(accounts?.names.map((one) => one.name) ?? ['nobody']),
    )
    expect(losses.map((loss) => loss.kind)).toContain('group memberships')
    const lines: (string | null)[][] = []
    for await (const some of streamLosses(connected.owner, runId)) lines.push(...some)
    expect(lines).toHaveLength(losses.reduce((sum, loss) => sum + loss.count, 0))
  })

  test('is applied on order, with an end and never a deletion, and a good sync brings all back', async () => {
    const runId = await hold()
    await applyHeldPlan(connected.owner, { runId })
    await runSync(runId, never)
    expect(await statusOf(runId)).toBe('succeeded')
    expect(await currentAccounts()).toBe(60)
    expect(await db().account.count()).toBe(240)
    expect((await getRun(connected.owner, runId)).held).toMatchObject({
      state: 'applied',
      endedBy: 'Ada Lovelace',
    })
    const changes = await listRunChanges(connected.owner, runId)
    expect(changes.counts).toContainEqual({ kind: 'accounts', added: 0, changed: 0, removed: 180 })
    const back = await syncAgain(connected)
    expect(back.status).toBe('succeeded')
    expect(await readInventory(connected.connectorId)).toEqual(readTruth(sandbox.model))
    const returned = await db().inventoryChange.count({ where: { runId: back.id, change: 'returned' } })
    expect(returned).toBeGreaterThanOrEqual(180)
  })

  test('is discarded on order, and the sync before speaks for the connector again', async () => {
    const runId = await hold()
    await discardHeldPlan(connected.owner, { runId })
    expect(await currentAccounts()).toBe(240)
    expect((await getProgress(connected.owner, connected.connectorId)).status).toBe('Connected')
    expect(await db().stagedRun.count()).toBe(0)
    await expect(applyHeldPlan(connected.owner, { runId })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('leaves open what cannot be told without it: a role through a group is not taken for a direct one', async () => {
    const { model } = sandbox
    const [joining] = [...model.groups.values()].flatMap((group) =>
      [...model.accounts.values()]
        .filter((one) => one.accountStatus === 'active' && group.roles.size > 0 && !group.synced)
        .filter((one) => [...group.roles].every((role) => !model.rolesOf(one).has(role)))
        .map(({ accountId }) => ({ accountId, groupId: group.id })),
    )
    if (!joining) throw new Error('Everybody has every role.')
    model.apply({ type: 'add-member', ...joining })
    await sandbox.control('POST', 'faults', { endpoint: search, skip: 1, leaveOut: 'groups' })
    const run = await syncAgain(connected)
    await sandbox.control('DELETE', 'faults')
    const phases = new Map(run.phases.map((one) => [one.phase, one]))
    expect(phases.get('accounts')).toMatchObject({ status: 'held' })
    expect(phases.get('role-holders')).toMatchObject({ status: 'succeeded', added: 0, removed: 0 })
    expect(run.log.map((line) => line.message)).toContain(
      'What is new waits until "Accounts and memberships" is decided on: whether it comes through a group cannot be told before.',
    )
    await discardHeldPlan(connected.owner, { runId: run.id })
    expect((await syncAgain(connected)).status).toBe('succeeded')
    expect(await readInventory(connected.connectorId)).toEqual(readTruth(model))
    const roles = { accountId: { not: null }, entitlement: { kind: 'role' } }
    expect(await db().grant.count({ where: { ...roles, firstSeenAt: { gte: run.createdAt } } })).toBe(0)
  })

  test('is discarded beside a part that failed: that is an Error, and counts as a failure', async () => {
    const refused = { endpoint: groupRoles, status: 403, count: 500 }
    const first = await hold(refused)
    await hold(refused)
    expect(await told('failing')).toEqual([])
    const runId = await hold(refused)
    expect(await told('failing')).toEqual([runId])
    await discardHeldPlan(connected.owner, { runId })
    const { status, run } = await getProgress(connected.owner, connected.connectorId)
    expect(status).toBe('Error')
    expect(run).toMatchObject({ status: 'partly_succeeded', held: { state: 'discarded' } })
    expect(run?.error?.message).toContain('Roles of groups')
    expect(run?.phases.map((phase) => phase.status)).toContain('failed')
    expect((await getRun(connected.owner, first)).status).toBe('held')
    expect((await syncAgain(connected)).status).toBe('succeeded')
  })

  test('is superseded by a later sync', async () => {
    const runId = await hold()
    expect((await syncAgain(connected)).status).toBe('succeeded')
    expect((await getRun(connected.owner, runId)).held).toMatchObject({ state: 'superseded' })
    expect(await listLosses(connected.owner, runId)).toEqual([])
    await expect(discardHeldPlan(connected.owner, { runId })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('cannot be applied once what was read is lost', async () => {
    const runId = await hold()
    await db().$executeRaw`truncate "StagedRun", "StagedPhase"`
    expect((await getRun(connected.owner, runId)).held).toMatchObject({ state: 'gone' })
    await expect(applyHeldPlan(connected.owner, { runId })).rejects.toMatchObject({ code: 'conflict' })
    expect(await currentAccounts()).toBe(240)
    expect((await syncAgain(connected)).status).toBe('succeeded')
  })

  test('is for those who manage the connector', async () => {
    const runId = await hold()
    const stranger = await createPerson('Mallory Stranger', ['basic_user', 'application_administrator'])
    const reader = await createPerson('Rita Reader', ['read_only_administrator'])
    const limit = { connectorId: connected.connectorId, kind: 'accounts', percent: 50, objects: 20 }
    for (const [actor, code] of [
      [stranger, 'not_found'],
      [reader, 'forbidden'],
    ] as const) {
      const forbidden = { code }
      await expect(applyHeldPlan(actor, { runId })).rejects.toMatchObject(forbidden)
      await expect(discardHeldPlan(actor, { runId })).rejects.toMatchObject(forbidden)
      await expect(setRemovalLimit(actor, limit)).rejects.toMatchObject(forbidden)
      await expect(listLosses(actor, runId)).rejects.toMatchObject(forbidden)
    }
    await expect(getRun(stranger, runId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(listRunChanges(stranger, runId)).rejects.toMatchObject({ code: 'not_found' })
    await discardHeldPlan(connected.owner, { runId })
  })
})

describe('a limit', () => {
  test('of a kind that is not read is refused', async () => {
    const { owner, connectorId } = connected
    const unknown = setRemovalLimit(owner, { connectorId, kind: 'unicorns', percent: 50, objects: 20 })
    await expect(unknown).rejects.toMatchObject({ code: 'invalid' })
  })

  test('that is raised lets a held run go on, once every kind is within its own', async () => {
    const { owner, connectorId } = connected
    const leavers = [...sandbox.model.accounts.keys()].slice(0, 60)
    for (const accountId of leavers) sandbox.model.apply({ type: 'remove-account', accountId })
    const run = await syncAgain(connected)
    expect(run.status).toBe('held')
    expect(run.phases.find(({ phase }) => phase === 'accounts')?.cause).toBe(
      '60 of 240 accounts would be removed, more than 10 % and more than 20. ' +
        '0 of 20 that were asked for one by one are still there.',
    )
    await setRemovalLimit(owner, { connectorId, kind: 'accounts', percent: 50, objects: 20 })
    await runSync(run.id, never)
    expect(await statusOf(run.id)).toBe('held')
    for (const { kind } of await listLosses(owner, run.id))
      await setRemovalLimit(owner, { connectorId, kind, percent: 100, objects: 20 })
    for (let tries = 0; (await statusOf(run.id)) !== 'succeeded' && tries < 3; tries += 1) {
      await runSync(run.id, never)
      if ((await statusOf(run.id)) !== 'held') break
      for (const { kind } of await listLosses(owner, run.id))
        await setRemovalLimit(owner, { connectorId, kind, percent: 100, objects: 20 })
    }
    expect(await statusOf(run.id)).toBe('succeeded')
    expect(await readInventory(connectorId)).toEqual(readTruth(sandbox.model))
  })
})
