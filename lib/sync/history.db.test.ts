import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { getAccountOn, getEntitlementOn } from '#lib/inventory/history-queries.ts'
import { db } from '#lib/platform/db/client.ts'
import { listRunChanges } from './run-queries.ts'

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterAll(async () => {
  await sandbox.close()
})

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)

/** Puts everything that is known so far some days into the past. */
async function daysPass(days: number): Promise<void> {
  const back = `interval '${days} days'`
  await db().$executeRawUnsafe(`alter table "InventoryChange" disable trigger "InventoryChange_append_only"`)
  await db().$executeRawUnsafe(`update "InventoryChange" set at = at - ${back},
    before = case when before ? 'endedAt' and before->>'endedAt' is not null
      then jsonb_set(before, '{endedAt}', to_jsonb((before->>'endedAt')::timestamptz - ${back})) else before end`)
  await db().$executeRawUnsafe(`alter table "InventoryChange" enable trigger "InventoryChange_append_only"`)
  for (const table of ['Account', 'Resource', 'Entitlement', 'Grant'])
    await db().$executeRawUnsafe(
      `update "${table}" set "firstSeenAt" = "firstSeenAt" - ${back}, "endedAt" = "endedAt" - ${back}`,
    )
}

test('an account and an entitlement are what they were on any past day, and by what', async () => {
  const { owner } = connected
  const ada = [...sandbox.model.accounts.values()].find((one) => one.groups.size > 1)
  const accountId = ada?.accountId ?? ''
  const groupId = [...(ada?.groups ?? [])][0] ?? ''
  const row = await db().account.findFirstOrThrow({ where: { externalId: accountId } })
  const member = await db().entitlement.findFirstOrThrow({ where: { externalId: `${groupId}#member` } })
  const heldOn = async (on: string) =>
    (await getAccountOn(owner, row.id, on)).holdings.some(({ entitlement }) => entitlement.id === member.id)
  const holdersOn = async (on: string) =>
    (await getEntitlementOn(owner, member.id, on)).holdings.filter(({ account }) => account.id === row.id)

  await daysPass(2)
  sandbox.model.apply({ type: 'rename', accountId, name: 'Ada Renamed' })
  sandbox.model.apply({ type: 'remove-member', accountId, groupId })
  const renamed = await syncAgain(connected)
  await daysPass(2)
  sandbox.model.apply({ type: 'remove-account', accountId })
  const removed = await syncAgain(connected)
  await daysPass(2)
  sandbox.model.apply({ type: 'add-account', accountId, name: 'Ada Returned', email: 'ada@acme.example' })
  const returned = await syncAgain(connected)

  const names = await Promise.all(
    [-7, -6, -5, -4, -3, -2, -1, 0].map(
      async (offset) => (await getAccountOn(owner, row.id, day(offset))).state?.displayName ?? null,
    ),
  )
  expect(names).toEqual([
    null,
    row.displayName,
    row.displayName,
    'Ada Renamed',
    'Ada Renamed',
    null,
    null,
    'Ada Returned',
  ])
  expect(await Promise.all([-6, -5, -4, 0].map((offset) => heldOn(day(offset))))).toEqual([
    true,
    true,
    false,
    false,
  ])
  const [holding] = await holdersOn(day(-5))
  expect(holding).toMatchObject({
    beganBy: { by: 'sync', href: expect.stringContaining(connected.runId) },
    endedBy: { by: 'sync', href: expect.stringContaining(renamed.id) },
  })
  expect(await holdersOn(day(-3))).toEqual([])
  const kinds = async (runId: string) =>
    (await listRunChanges(owner, runId)).rows.flatMap((item) =>
      item.object === 'account' ? [`${item.name} ${item.change}`] : [],
    )
  expect(await kinds(renamed.id)).toEqual(['Ada Returned changed'])
  expect(await kinds(removed.id)).toEqual(['Ada Returned removed'])
  expect(await kinds(returned.id)).toEqual(['Ada Returned returned'])
})

test('what a sync saw before its request was verified began by the request; before causes were kept, nobody knows', async () => {
  const { owner } = connected
  const requestId = crypto.randomUUID()
  const grant = await db().grant.findFirstOrThrow({
    where: { endedAt: null, accountId: { not: null }, beganByRunId: { not: null } },
  })
  const accountId = grant.accountId ?? ''
  await db().grant.update({ where: { id: grant.id }, data: { requestId, origin: 'request' } })
  await db().account.update({ where: { id: accountId }, data: { beganByRunId: null } })
  await db().entitlement.update({ where: { id: grant.entitlementId }, data: { beganByRunId: null } })
  const account = await getAccountOn(owner, accountId, undefined)
  const holding = account.holdings.find(({ id }) => id === grant.id)
  expect(holding?.beganBy).toEqual({ by: 'request', href: `/requests/${requestId}` })
  const unknown = { by: 'unknown', href: null }
  expect(account.beganBy).toEqual(unknown)
  expect((await getEntitlementOn(owner, grant.entitlementId, undefined)).beganBy).toEqual(unknown)
  await db().grant.update({
    where: { id: grant.id },
    data: { requestId: null, beganByRunId: null, confirmedAt: null },
  })
  const causes = async () =>
    (await getAccountOn(owner, accountId, undefined)).holdings.find(({ id }) => id === grant.id)?.beganBy
  expect(await causes()).toEqual(unknown)
  await db().grant.update({ where: { id: grant.id }, data: { confirmedAt: new Date() } })
  expect(await causes()).toEqual({ by: 'read-back', href: null })
})

test('the past is for those who may read the app, and for the person of the account', async () => {
  const row = await db().account.findFirstOrThrow({ where: { email: 'grace.hopper@acme.example' } })
  const member = await db().entitlement.findFirstOrThrow({ where: { kind: 'membership' } })
  const stranger = await createPerson('Mallory Stranger')
  await expect(getAccountOn(stranger, row.id, undefined)).rejects.toMatchObject({ code: 'not_found' })
  await expect(getEntitlementOn(stranger, member.id, undefined)).rejects.toMatchObject({ code: 'not_found' })
  const grace = await createPerson('Grace Hopper')
  expect((await getAccountOn(grace, row.id, undefined)).state?.displayName).toBe('Grace Hopper')
})
