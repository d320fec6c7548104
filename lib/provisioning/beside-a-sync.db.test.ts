import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { accountOf, createDesk, findEntitlement, neverAborted } from '#e2e/fixtures/requests.ts'
import { findWays } from '#lib/inventory/access-queries.ts'
import { db } from '#lib/platform/db/client.ts'
import { provisionRequest } from './provision-request.ts'
import { verifyRequest } from './verify-request.ts'

let sandbox: Organization
let connected: Connected
let desk: ReturnType<typeof createDesk>
let roleId: string
let accountId: string

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
  const grace = await createPerson('Grace Hopper')
  desk = createDesk(connected, grace)
  roleId = (await findEntitlement(workspace, slug)).id
  accountId = (await accountOf(grace)).id
})
afterAll(async () => {
  await sandbox.close()
})
afterEach(async () => {
  await sandbox.control('DELETE', 'faults')
})

const workspace = 'Confluence · acme'
const slug = 'atlassian/user'

async function grant(): Promise<string> {
  const requestId = await desk.approve(workspace, slug)
  expect((await desk.carryOut(requestId)).status).toBe('granted')
  return requestId
}

async function revoke(): Promise<string> {
  const requestId = await desk.orderRemoval(workspace, slug)
  expect((await desk.carryOut(requestId)).status).toBe('revoked')
  return requestId
}

/** Does something in the middle of a sync: after it has read who holds the role, and before it applies that. */
async function whileSyncing<T>(act: () => Promise<T>): Promise<T> {
  await sandbox.control('POST', 'faults', {
    endpoint: 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search',
    delayMs: 60,
    count: 500,
  })
  const running = syncAgain(connected)
  await vi.waitFor(
    async () => {
      const { externalId } = await db().entitlement.findUniqueOrThrow({ where: { id: roleId } })
      const staged = await db().$queryRaw<unknown[]>`
        select 1 from "StagedGrant" where ${externalId} = any("entitlementExternalIds") and method = 'unstated' limit 1`
      expect(staged).toHaveLength(1)
    },
    { timeout: 20_000, interval: 10 },
  )
  const done = await act()
  const phase = await db().syncPhaseRun.findFirstOrThrow({
    where: { phase: 'role-holders', run: { finishedAt: null } },
  })
  expect(phase.status, 'the sync was still reading').toBe('running')
  expect((await running).status).toBe('succeeded')
  return done
}

const current = () => findWays(db(), accountId, roleId)

test('what is verified while a sync reads outlives that sync, and the next one', async () => {
  const requestId = await whileSyncing(grant)
  expect(await current()).toMatchObject([{ through: null, requestId }])
  await syncAgain(connected)
  expect(await current()).toMatchObject([{ through: null, requestId }])
})

test('what is revoked while a sync reads does not come back', async () => {
  const requestId = await whileSyncing(revoke)
  expect(await current()).toEqual([])
  const ended = await db().grant.findFirst({ where: { accountId, endedByRequestId: requestId } })
  expect(ended?.endedAt).not.toBeNull()
  await syncAgain(connected)
  expect(await current()).toEqual([])
})

test('a grant that a sync sees before it is verified is still the request’s', async () => {
  const requestId = await desk.approve(workspace, slug)
  await provisionRequest(requestId, neverAborted, requestId)
  await syncAgain(connected)
  expect(await current()).toMatchObject([{ through: null, requestId: null }])
  await verifyRequest(requestId, neverAborted)
  expect(await current()).toMatchObject([{ through: null, requestId }])
  const [row] = await db().grant.findMany({ where: { accountId, entitlementId: roleId, endedAt: null } })
  expect(row?.origin).toBe('request')
  await revoke()
})

test('two changes of one account that are verified at the same time both stand', async () => {
  const other = await findEntitlement('Confluence · acme-labs', slug)
  const asked = [await desk.approve(workspace, slug), await desk.approve('Confluence · acme-labs', slug)]
  for (const requestId of asked) await provisionRequest(requestId, neverAborted, requestId)
  await Promise.all(asked.map((requestId) => verifyRequest(requestId, neverAborted)))
  expect(await current()).toHaveLength(1)
  expect(await findWays(db(), accountId, other.id)).toHaveLength(1)
})

test('an answer without the groups of an account is not taken for none', async () => {
  await sandbox.control('POST', 'settings', { expandGroups: false })
  const memberships = () =>
    db().grant.count({ where: { accountId, endedAt: null, entitlement: { kind: 'membership' } } })
  const before = await memberships()
  expect(before).toBeGreaterThan(0)
  await revoke()
  expect(await memberships()).toBe(before)
  await sandbox.control('POST', 'settings', { expandGroups: true })
})

test('an empty answer about an account is not a verified revocation, and ends nothing', async () => {
  await grant()
  const held = await db().grant.count({ where: { accountId, endedAt: null } })
  const requestId = await desk.orderRemoval(workspace, slug)
  await provisionRequest(requestId, neverAborted, requestId)
  await sandbox.control('POST', 'faults', {
    endpoint: 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search',
    status: 200,
    body: { data: [], links: {} },
    count: 500,
  })
  await verifyRequest(requestId, neverAborted)
  const request = await db().accessRequest.findUniqueOrThrow({ where: { id: requestId } })
  expect(request.status).toBe('unverified')
  expect(await db().grant.count({ where: { accountId, endedAt: null } })).toBe(held)
})
