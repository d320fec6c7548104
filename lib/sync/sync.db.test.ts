import { afterAll, beforeEach, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  setUpForm,
  syncAgain,
  type Connected,
  type Organization,
  connectAndSync,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import { replaceToken } from '#lib/connectors/connection/replace-token.ts'
import { setProvisioning } from '#lib/connectors/set-provisioning.ts'
import { getConnector, getProgress, listConnectors } from './queries.ts'
import { runSync } from './run-sync.ts'
import { StagingLost } from './engine/staging.ts'
import { LeaseTaken } from './engine/lease.ts'
import { startSync } from './start-sync.ts'

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization()
})
afterAll(async () => {
  await sandbox.close()
})

/** Makes a sync take long enough to do something beside it. */
const slowDown = () =>
  sandbox.control('POST', 'faults', { endpoint: `POST ${users}/search`, delayMs: 60, count: 500 })

/** Rows of an unlogged table, which the client does not know. */
async function countStaged(table: string): Promise<number> {
  const [row] = await db().$queryRawUnsafe<[{ rows: number }]>(`select count(*)::int as rows from "${table}"`)
  return row.rows
}

const users = '/v2/orgs/{orgId}/directories/{directoryId}/users'

describe('connecting', () => {
  const wrong: [string, Partial<ReturnType<typeof setUpForm>>, string][] = [
    [
      'a token that Atlassian does not accept',
      { accessToken: 'ATCTT3xFfGN0-not-the-right-one' },
      'accessToken',
    ],
    ['a token cut in two', { accessToken: 'ATCTT3x FfGN0' }, 'accessToken'],
    ['another organization', { organization: '11111111-2222-4333-8444-555555555555' }, 'organization'],
    ['what is no organization ID', { organization: 'my organization' }, 'organization'],
  ]
  test.each(wrong)('with %s is refused at the field and stores nothing', async (_, change, field) => {
    const ada = await createPerson(`Ada ${field} ${wrong.findIndex((one) => one[1] === change)}`, [
      'super_administrator',
    ])
    const refused = connectAndSync(ada, { ...setUpForm(sandbox), ...change })
    await expect(refused).rejects.toMatchObject({
      code: 'invalid',
      fieldErrors: { [field]: expect.any(String) },
    })
    expect(await db().connector.count()).toBe(0)
    expect(await db().syncRun.count()).toBe(0)
  })

  test('to an Atlassian that cannot be reached stores nothing', async () => {
    const ada = await createPerson('Ada Unreachable', ['super_administrator'])
    const url = process.env['ATLASSIAN_API_URL'] ?? ''
    process.env['ATLASSIAN_API_URL'] = 'http://127.0.0.1:1/admin'
    await expect(connectAndSync(ada, setUpForm(sandbox))).rejects.toMatchObject({ code: 'invalid' })
    process.env['ATLASSIAN_API_URL'] = url
    expect(await db().connector.count()).toBe(0)
  })

  test.each(['basic_user', 'application_administrator', 'read_only_administrator'] as const)(
    'is not for a %s',
    async (role) => {
      const actor = await createPerson(`Not ${role}`, [role])
      await expect(connectAndSync(actor, setUpForm(sandbox))).rejects.toMatchObject({ code: 'forbidden' })
    },
  )
})

describe('a connected organization', () => {
  beforeAll(async () => {
    connected = await connectOrganization(sandbox)
  })
  beforeEach(async () => {
    await sandbox.control('DELETE', 'faults')
  })
  afterEach(async () => {
    await sandbox.control('DELETE', 'faults')
  })

  test('keeps its token encrypted', async () => {
    const [row] = await db().$queryRaw<[{ text: string }]>`select c::text as text from "Connector" c`
    expect(row.text).not.toContain(sandbox.accessToken)
    expect(row.text).toContain(sandbox.accessToken.slice(-4))
  })

  test('is what Atlassian has: accounts, groups, workspaces and memberships', async () => {
    const current = { where: { endedAt: null } }
    const accounts = await db().account.findMany(current)
    const groups = await db().resource.findMany({ where: { resourceType: 'group', endedAt: null } })
    const memberships = await db().grant.count({
      where: { endedAt: null, accountId: { not: null }, entitlement: { kind: 'membership' } },
    })
    const state = await (await sandbox.control('GET', 'state')).json()
    expect(accounts.map((one) => one.externalId).toSorted()).toEqual(
      state.accounts.map((one: { accountId: string }) => one.accountId).toSorted(),
    )
    expect(groups.map((one) => one.displayName).toSorted()).toEqual(
      state.groups.map((one: { name: string }) => one.name).toSorted(),
    )
    const members = state.groups.map((one: { members: string[] }) => one.members.length)
    expect(memberships).toBe(members.reduce((sum: number, count: number) => sum + count, 0))
    expect(await db().resource.count({ where: { resourceType: 'workspace', endedAt: null } })).toBe(12)
  })

  test('read again without a change writes no row but the run', async () => {
    const before = await db().grant.count()
    const run = await syncAgain(connected)
    expect(run.status).toBe('succeeded')
    for (const phase of run.phases) {
      expect(phase).toMatchObject({ status: 'succeeded', added: 0, changed: 0, removed: 0 })
    }
    expect(await db().grant.count()).toBe(before)
    expect(await countStaged('StagedAccount')).toBe(0)
  })

  test('a membership that ends and comes back is two intervals; nothing is deleted', async () => {
    const held = await db().grant.findFirstOrThrow({
      where: { endedAt: null, accountId: { not: null }, entitlement: { kind: 'membership' } },
      include: { account: true, entitlement: { include: { resource: true } } },
    })
    const change = {
      accountId: held.account?.externalId,
      groupId: held.entitlement.resource.externalId,
    }
    await sandbox.control('POST', 'changes', { type: 'remove-member', ...change })
    const run = await syncAgain(connected)
    const ended = await db().grant.findUniqueOrThrow({ where: { id: held.id } })
    expect(ended.endedAt).not.toBeNull()
    expect(ended.endedByRunId).toBe(run.id)
    await sandbox.control('POST', 'changes', { type: 'add-member', ...change })
    await syncAgain(connected)
    const intervals = await db().grant.findMany({
      where: { accountId: held.accountId, entitlementId: held.entitlementId },
    })
    expect(intervals).toHaveLength(2)
    expect(intervals.filter((one) => one.endedAt === null)).toHaveLength(1)
  })

  test('a list that fails in the middle fails the run, and removes nothing', async () => {
    const before = await db().grant.count({ where: { endedAt: null } })
    await sandbox.control('POST', 'faults', { endpoint: `POST ${users}/search`, status: 401, count: 20 })
    const run = await syncAgain(connected)
    expect(run).toMatchObject({ status: 'failed', errorKind: 'auth' })
    const phases = run.phases.toSorted((a, b) => a.position - b.position).map((phase) => phase.status)
    expect(phases).toEqual(['succeeded', 'succeeded', 'succeeded', 'succeeded', 'failed', 'skipped'])
    expect(await db().grant.count({ where: { endedAt: null } })).toBe(before)
    expect(await db().account.count({ where: { endedAt: { not: null } } })).toBe(0)
    expect((await getProgress(connected.owner, connected.connectorId)).status).toBe('Error')
  })

  test('an empty list of accounts is held, and the other phases go on', async () => {
    const empty = { endpoint: `POST ${users}/search`, status: 200, body: { data: [], links: {} }, count: 200 }
    await sandbox.control('POST', 'faults', empty)
    const run = await syncAgain(connected)
    expect(run.status).toBe('held')
    const accounts = run.phases.find((phase) => phase.phase === 'accounts')
    expect(accounts).toMatchObject({ status: 'held', removed: 0 })
    expect(accounts?.held).toBeGreaterThan(240)
    expect(accounts?.cause).toBe(
      'The list of accounts came back empty although 240 were known. ' +
        '20 of 20 that were asked for one by one are still there.',
    )
    expect(await db().account.count({ where: { endedAt: null } })).toBe(240)
  })

  test('a list of accounts that was cut is held, and removes nothing', async () => {
    await sandbox.control('POST', 'faults', { endpoint: `POST ${users}/search`, truncate: 60 })
    const run = await syncAgain(connected)
    expect(run.status).toBe('held')
    expect(run.phases.find((phase) => phase.phase === 'accounts')?.cause).toContain(
      'ended after 60 although 240 are counted',
    )
    expect(await db().account.count({ where: { endedAt: null } })).toBe(240)
  })

  test('a count that says something else than the list is noted, and stops nothing', async () => {
    const body = { count: 999 }
    await sandbox.control('POST', 'faults', { endpoint: `GET ${users}/count`, status: 200, body })
    const run = await syncAgain(connected)
    expect(run.status).toBe('succeeded')
    const doubts = await db().syncLogEntry.findMany({ where: { runId: run.id, level: 'warning' } })
    expect(doubts.map((line) => line.message)).toEqual(['999 accounts are counted, but the list has 240.'])
  })

  test('a good run after a failed one mends the label', async () => {
    await syncAgain(connected)
    expect((await getProgress(connected.owner, connected.connectorId)).status).toBe('Connected')
  })

  test('given out twice at once, one of them works on it', async () => {
    const before = await db().grant.count({ where: { endedAt: null } })
    const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
    await slowDown()
    const signal = new AbortController().signal
    const first = runSync(runId, signal)
    await expect.poll(() => countStaged('StagedAccount')).toBeGreaterThan(0)
    await expect(runSync(runId, signal)).rejects.toBeInstanceOf(LeaseTaken)
    await first
    expect(await db().syncRun.findUnique({ where: { id: runId } })).toMatchObject({ status: 'succeeded' })
    expect(await db().grant.count({ where: { endedAt: null } })).toBe(before)
    expect(
      await db().auditEvent.count({
        where: { event: 'sync.succeeded', data: { path: ['runId'], equals: runId } },
      }),
    ).toBe(1)
  })

  test('whose staging was lost in a crash of the database starts over, and removes nothing', async () => {
    const before = await db().grant.count({ where: { endedAt: null } })
    const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
    await slowDown()
    const running = Promise.allSettled([runSync(runId, new AbortController().signal)])
    await expect.poll(() => countStaged('StagedAccount')).toBeGreaterThan(0)
    const staged = ['Run', 'Phase', 'Resource', 'Account', 'Entitlement', 'Grant'].map(
      (name) => `"Staged${name}"`,
    )
    await db().$executeRawUnsafe(`truncate ${staged.join(', ')}`)
    expect(await running).toMatchObject([{ status: 'rejected', reason: expect.any(StagingLost) }])
    expect(await db().syncRun.findUnique({ where: { id: runId } })).toMatchObject({ finishedAt: null })
    await runSync(runId, new AbortController().signal)
    expect(await db().syncRun.findUnique({ where: { id: runId } })).toMatchObject({ status: 'succeeded' })
    expect(await db().grant.count({ where: { endedAt: null } })).toBe(before)
  })

  test('one run at a time', async () => {
    const order = () => startSync(connected.owner, { connectorId: connected.connectorId })
    const orders = await Promise.allSettled([order(), order(), order()])
    expect(orders.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    await db().syncRun.updateMany({
      where: { finishedAt: null },
      data: { status: 'cancelled', finishedAt: new Date() },
    })
  })

  test('is for its owners and connector administrators only', async () => {
    const { connectorId } = connected
    const stranger = await createPerson('Mallory Stranger', ['basic_user', 'application_administrator'])
    await expect(startSync(stranger, { connectorId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      setProvisioning(stranger, { connectorId, provisionRoles: false, provisionMemberships: false }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(replaceToken(stranger, { connectorId, accessToken: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(getConnector(stranger, connectorId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getProgress(stranger, connectorId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(listConnectors(stranger)).rejects.toMatchObject({ code: 'forbidden' })
    const reader = await createPerson('Rita Reader', ['read_only_administrator'])
    expect(await listConnectors(reader)).toHaveLength(1)
    await expect(startSync(reader, { connectorId })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('a bad new token leaves the old one in place', async () => {
    const { owner, connectorId } = connected
    const before = await db().connector.findUniqueOrThrow({ where: { id: connectorId } })
    const replaced = replaceToken(owner, { connectorId, accessToken: 'ATCTT3xFfGN0-not-the-right-one' })
    await expect(replaced).rejects.toMatchObject({
      code: 'invalid',
      fieldErrors: { accessToken: expect.any(String) },
    })
    expect(await db().connector.findUniqueOrThrow({ where: { id: connectorId } })).toEqual(before)
  })
})
