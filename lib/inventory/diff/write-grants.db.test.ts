import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectOrganization, openOrganization, type Organization } from '#e2e/fixtures/organization.ts'
import { db } from '#lib/platform/db/client.ts'
import { isDuplicate, openSession, toCopyText, type Session } from '#lib/platform/db/session.ts'
import type { DiffScope } from './scope.ts'
import { writeGrants, writeNewMemberships } from './write-grants.ts'

const position = 4
const slice = { after: 0, upTo: 1_000_000 }
let sandbox: Organization
let session: Session
let scope: DiffScope
/** A current membership, as the sync has found it. */
let membership: { id: string; entitlementId: string; accountId: string; entitlement: string; account: string }

beforeAll(async () => {
  sandbox = await openOrganization()
  await connectOrganization(sandbox)
  const grant = await db().grant.findFirstOrThrow({
    where: { endedAt: null, accountId: { not: null }, entitlement: { kind: 'membership' } },
    include: { entitlement: true, account: true },
  })
  const { id, entitlementId, accountId } = grant
  const entitlement = grant.entitlement.externalId
  membership = {
    id,
    entitlementId,
    accountId: accountId ?? '',
    entitlement,
    account: grant.account?.externalId ?? '',
  }
})
beforeEach(async () => {
  session = await openSession()
  const run = await db().syncRun.findFirstOrThrow({ include: { connector: true } })
  const [staged] = await db().$queryRaw<{ stage: number }[]>`
    insert into "StagedRun" ("runId", "executionId", "readFrom") values (${run.id}::uuid, ${run.id}::uuid, now()) returning stage`
  const { connectorId } = run
  const { appId } = run.connector
  const stage = staged?.stage ?? 0
  scope = {
    session,
    stage,
    position,
    runId: run.id,
    appId,
    connectorId,
    readFrom: new Date(),
    shownAfterMs: 0,
  }
})
afterEach(async () => {
  await session.close()
  await db().$executeRaw`truncate "StagedRun", "StagedPhase", "StagedGrant", "PlannedGrant"`
})
afterAll(async () => {
  await sandbox.close()
})

const current = () =>
  db().grant.findMany({
    where: { entitlementId: membership.entitlementId, accountId: membership.accountId, endedAt: null },
  })

test('a membership that came first by other means is there once, and stays as it is', async () => {
  const { entitlement, account } = membership
  await session.copy('StagedGrant', columns, [stagedRow([entitlement], [account])])
  const before = await current()
  const refused = await writeNewMemberships(scope, slice, 'none-known').catch((error: unknown) => error)
  expect(isDuplicate(refused)).toBe(true)
  expect(await writeNewMemberships(scope, slice, 'some-known')).toMatchObject({ added: 0 })
  expect(await current()).toEqual(before)
})

test('a membership that is staged twice is written once', async () => {
  const { id, entitlement, account } = membership
  await db().grant.delete({ where: { id } })
  await session.copy('StagedGrant', columns, [
    stagedRow([entitlement], [account]),
    stagedRow([entitlement], [account, account]),
  ])
  const refused = await writeNewMemberships(scope, slice, 'none-known').catch((error: unknown) => error)
  expect(isDuplicate(refused)).toBe(true)
  expect(await writeNewMemberships(scope, slice, 'some-known')).toMatchObject({ added: 1 })
  expect(await current()).toMatchObject([{ method: 'direct', beganByRunId: scope.runId }])
})

test('what two slices may both name is written in one order, however it was read', async () => {
  const { entitlementId, entitlement } = membership
  const held = { entitlementId, endedAt: null, accountId: { not: null } }
  const grants = await db().grant.findMany({
    where: held,
    include: { account: true },
    orderBy: { accountId: 'desc' },
  })
  expect(grants.length).toBeGreaterThan(1)
  await db().grant.deleteMany({ where: held })
  const accounts = grants.map((grant) => grant.account?.externalId ?? '')
  await session.copy(
    'StagedGrant',
    columns,
    accounts.map((account, place) => stagedRow([entitlement], [account], place)),
  )
  await writeNewMemberships(scope, slice, 'some-known')
  const written = await db().grant.findMany({ where: held, orderBy: { id: 'asc' } })
  expect(written.map((grant) => grant.accountId)).toEqual(grants.map((grant) => grant.accountId).toReversed())
})

test('a planned grant that came first by other means is there once, and stays as it is', async () => {
  const { entitlementId, accountId } = membership
  await db().$executeRaw`
    insert into "PlannedGrant" (stage, position, seq, kind, action, "entitlementId", "accountId", method)
    values (${scope.stage}, ${position}, 1, 'group memberships', 'begin', ${entitlementId}::uuid, ${accountId}::uuid, 'direct')`
  const before = await current()
  const refused = await writeGrants(scope, slice, 'none-known').catch((error: unknown) => error)
  expect(isDuplicate(refused)).toBe(true)
  expect(await writeGrants(scope, slice, 'some-known')).toMatchObject({ added: 0, removed: 0 })
  expect(await current()).toEqual(before)
})

test('a grant that began after the transaction that ends it ends when it began', async () => {
  const [grant] = await current()
  const firstSeenAt = new Date(Date.now() + 5000)
  await db().grant.update({ where: { id: grant?.id ?? '' }, data: { firstSeenAt } })
  await db().$executeRaw`
    insert into "PlannedGrant" (stage, position, seq, kind, action, "grantId", "entitlementId", "accountId")
    select ${scope.stage}, ${position}, 1, 'group memberships', 'end', id, "entitlementId", "accountId"
    from "Grant" where id = ${grant?.id ?? ''}::uuid`
  expect(await writeGrants(scope, slice, 'none-known')).toMatchObject({ removed: 1 })
  const ended = await db().grant.findUniqueOrThrow({ where: { id: grant?.id ?? '' } })
  expect(ended).toMatchObject({ endedAt: firstSeenAt, endedByRunId: scope.runId })
})

const columns = [
  'stage',
  'position',
  'entitlementExternalIds',
  'on',
  'principalType',
  'principalExternalIds',
  'method',
  'place',
]

function stagedRow(entitlements: string[], accounts: string[], place = 1): Buffer {
  const { stage } = scope
  return Buffer.from(
    toCopyText([[stage, position, entitlements, 'group', 'account', accounts, 'direct', place]]),
  )
}
