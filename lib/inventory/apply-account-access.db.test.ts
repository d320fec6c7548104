import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { findOverlaps } from '#e2e/fixtures/truth.ts'
import { db, readClock, transaction } from '#lib/platform/db/client.ts'
import { applyAccountAccess, type AccessScope } from './apply-account-access.ts'

let sandbox: Organization
let connected: Connected
/** A membership of an account, and all groups of that account. */
let held: { accountId: string; entitlementId: string }
let groups: string[]
let otherGroups: string[]

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterAll(async () => {
  await sandbox.close()
})
beforeEach(async () => {
  const account = [...sandbox.model.accounts.values()].find((one) => one.groups.size > 2)
  groups = [...(account?.groups ?? [])]
  otherGroups = groups.slice(1)
  const { id: accountId } = await db().account.findFirstOrThrow({
    where: { externalId: account?.accountId ?? '' },
  })
  const { id: entitlementId } = await db().entitlement.findFirstOrThrow({
    where: { externalId: `${groups[0]}#member` },
  })
  held = { accountId, entitlementId }
  await db().grant.deleteMany({ where: { accountId, entitlementId } })
})

/** What the vendor said some seconds ago about the account's groups, written now. */
async function readBack(groupExternalIds: string[], change: Partial<AccessScope> = {}): Promise<void> {
  const { appId, connectorId } = connected
  const readFrom = new Date((await readClock()).getTime() - 10_000)
  const scope = { appId, connectorId, accountId: held.accountId, request: null, readFrom, shownAfterMs: 1500 }
  await transaction((tx) => applyAccountAccess(tx, { ...scope, ...change }, { groupExternalIds, roles: [] }))
}

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000)
const intervals = () =>
  db().grant.findMany({
    where: { accountId: held.accountId, entitlementId: held.entitlementId },
    orderBy: { firstSeenAt: 'asc' },
  })

/** An interval that syncs have written, unless something else is said. */
async function sawGrant(firstSeenAt: Date, change: object = {}): Promise<void> {
  const { appId, connectorId, runId: beganByRunId } = connected
  await db().grant.create({
    data: { appId, connectorId, ...held, firstSeenAt, beganByRunId, ...change },
  })
}

test('what a sync has begun since the read-back asked stays', async () => {
  await sawGrant(secondsAgo(1))
  await readBack(otherGroups)
  expect(await intervals()).toMatchObject([{ endedAt: null }])
})

test('what a sync had begun before it ends', async () => {
  await sawGrant(secondsAgo(60))
  await readBack(otherGroups)
  expect(await intervals()).toMatchObject([{ endedAt: expect.any(Date), endedByRunId: null }])
})

test('what a sync has ended since the read-back asked does not begin again', async () => {
  await sawGrant(secondsAgo(60), { endedAt: secondsAgo(1), endedByRunId: connected.runId })
  await readBack(groups)
  expect(await intervals()).toMatchObject([{ endedByRunId: connected.runId }])
})

test('what a sync had ended before it begins again', async () => {
  await sawGrant(secondsAgo(60), { endedAt: secondsAgo(30), endedByRunId: connected.runId })
  await readBack(groups)
  expect(await intervals()).toMatchObject([{ endedByRunId: connected.runId }, { endedAt: null }])
})

test('a read-back counts from when it asked: one that asked later has the word, however late the first is written', async () => {
  await sawGrant(secondsAgo(60))
  await readBack(groups)
  await readBack(otherGroups, { readFrom: secondsAgo(5) })
  expect(await intervals()).toMatchObject([{ endedAt: expect.any(Date) }])
})

test('an interval ends after it begins, and the next one begins after that, whichever transaction was first', async () => {
  const requestId = crypto.randomUUID()
  const request = { id: requestId, entitlementId: held.entitlementId }
  const { appId, connectorId } = connected
  const scope = { appId, connectorId, accountId: held.accountId, request, shownAfterMs: 1500 }
  const readFrom = await readClock()
  await transaction(async (tx) => {
    await tx.$queryRaw`select now()`
    await sawGrant(new Date(Date.now() + 20))
    await applyAccountAccess(tx, { ...scope, readFrom }, { groupExternalIds: [], roles: [] })
  })
  const [ended] = await intervals()
  expect(ended?.endedAt?.getTime()).toBeGreaterThanOrEqual(ended?.firstSeenAt.getTime() ?? Infinity)

  await transaction(async (tx) => {
    await tx.$queryRaw`select now()`
    const endedByRun = { endedAt: new Date(Date.now() + 40), endedByRunId: connected.runId }
    await sawGrant(ended?.endedAt ?? new Date(), endedByRun)
    await applyAccountAccess(tx, { ...scope, readFrom }, { groupExternalIds: groups, roles: [] })
  })
  expect((await intervals()).at(-1)).toMatchObject({ endedAt: null, requestId })
  expect(await findOverlaps(connectorId)).toEqual([])
})
