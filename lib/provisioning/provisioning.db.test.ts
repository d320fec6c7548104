import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
  syncAgain,
} from '#e2e/fixtures/organization.ts'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { accountOf, createDesk, findEntitlement, neverAborted, requestOf } from '#e2e/fixtures/requests.ts'
import { setProvisioning } from '#lib/connectors/set-provisioning.ts'
import { findWays } from '#lib/inventory/access-queries.ts'
import { toGrantability } from '#lib/inventory/grantability.ts'
import { db } from '#lib/platform/db/client.ts'
import { orderRevocation } from '#lib/requests/order-revocation.ts'
import { retryRequest } from '#lib/requests/retry-request.ts'
import { newId } from '#lib/platform/ids.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { provisionRequest } from './provision-request.ts'
import { getExplainedRequest } from './queries.ts'
import { rereadAccount } from './reread-account.ts'
import { verifyRequest } from './verify-request.ts'

let sandbox: Organization
let connected: Connected
let grace: Actor
let desk: ReturnType<typeof createDesk>
const assign = 'POST /v1/orgs/{orgId}/users/{userId}/roles/assign'

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
  grace = await createPerson('Grace Hopper')
  desk = createDesk(connected, grace)
})
afterAll(async () => {
  await sandbox.close()
})
afterEach(async () => {
  await sandbox.control('DELETE', 'faults')
  await sandbox.control('POST', 'settings', { visibilityLagMs: 0, assignMode: 'direct' })
  await db().accessRequest.updateMany({
    where: { status: { in: ['approved', 'provisioning', 'unverified'] } },
    data: { status: 'cancelled' },
  })
  await setProvisioning(connected.owner, {
    connectorId: connected.connectorId,
    provisionRoles: true,
    provisionMemberships: true,
  })
})

async function calls(endpoint: string): Promise<number> {
  const counts = await (await sandbox.control('GET', 'requests')).json()
  return counts[endpoint] ?? 0
}

describe('a grant', () => {
  test('is sent, read back, recorded with its request, and audited in order', async () => {
    const requestId = await desk.approve('Confluence · acme', 'atlassian/user')
    const done = await desk.carryOut(requestId)
    expect(done.status).toBe('granted')
    expect(done.attempts.map((attempt) => attempt.outcome)).toEqual(['verified'])
    const role = await findEntitlement('Confluence · acme', 'atlassian/user')
    expect(role).toMatchObject({
      documented: true,
      acceptedAt: done.attempts[0]?.finishedAt,
      refusedAt: null,
    })
    const account = await accountOf(grace)
    const [way] = await findWays(db(), account.id, role.id)
    expect(way).toMatchObject({ through: null, requestId })
    const events = await db().auditEvent.findMany({ where: { subjectId: requestId }, orderBy: { at: 'asc' } })
    expect(events.map((event) => event.event)).toEqual([
      'request.submitted',
      'request.approved',
      'request.sent',
      'request.verified',
    ])
    expect(JSON.stringify(events)).not.toContain(sandbox.accessToken)
    expect((await desk.takeAway('Confluence · acme', 'atlassian/user')).status).toBe('revoked')
    expect(await findWays(db(), account.id, role.id)).toEqual([])
  })

  test('is sent once, however often the job is delivered', async () => {
    const requestId = await desk.approve('Confluence · acme', 'atlassian/user')
    const before = await calls(assign)
    await sandbox.control('POST', 'settings', { visibilityLagMs: 300 })
    await Promise.all([
      provisionRequest(requestId, neverAborted, newId()),
      provisionRequest(requestId, neverAborted, newId()),
    ])
    await provisionRequest(requestId, neverAborted, newId())
    await verifyRequest(requestId, neverAborted)
    expect((await requestOf(requestId)).status).toBe('granted')
    expect((await requestOf(requestId)).attempts).toHaveLength(1)
    expect((await calls(assign)) - before).toBe(1)
    await desk.takeAway('Confluence · acme', 'atlassian/user')
  })

  test('whose answer was lost in a crash is looked up before it is sent again', async () => {
    const requestId = await desk.approve('Confluence · acme', 'atlassian/user')
    await provisionRequest(requestId, neverAborted, requestId)
    await db().provisioningAttempt.updateMany({
      where: { requestId },
      data: { outcome: 'sending', acceptedAt: null },
    })
    const before = await calls(assign)
    const done = await desk.carryOut(requestId)
    expect(done.status).toBe('granted')
    expect((await calls(assign)) - before).toBe(0)
    await desk.takeAway('Confluence · acme', 'atlassian/user')
  })

  test('that Atlassian realises through its default group is verified and shown as it is', async () => {
    await sandbox.control('POST', 'settings', { assignMode: 'default-group' })
    const requestId = await desk.approve('Confluence · acme', 'atlassian/user')
    expect((await desk.carryOut(requestId)).status).toBe('granted')
    const role = await findEntitlement('Confluence · acme', 'atlassian/user')
    const account = await accountOf(grace)
    const ways = await findWays(db(), account.id, role.id)
    expect(ways.map((way) => way.through?.name)).toEqual(['confluence-users-acme'])
    const revoked = orderRevocation(connected.owner, {
      accountId: account.id,
      entitlementId: role.id,
      reason: 'Over',
    })
    await expect(revoked).rejects.toThrow('held through confluence-users-acme only')
    const member = await db().entitlement.findFirstOrThrow({
      where: { kind: 'membership', resource: { displayName: 'confluence-users-acme' } },
    })
    const { requestId: leave } = await orderRevocation(connected.owner, {
      accountId: account.id,
      entitlementId: member.id,
      reason: 'Over',
    })
    expect((await desk.carryOut(leave)).status).toBe('revoked')
    expect(await findWays(db(), account.id, role.id)).toEqual([])
  })

  test('that shows up late is waited for; one that does not show up is never called granted', async () => {
    await sandbox.control('POST', 'settings', { visibilityLagMs: 500 })
    const late = await desk.approve('Confluence · acme', 'atlassian/user')
    expect((await desk.carryOut(late)).status).toBe('granted')
    await sandbox.control('POST', 'settings', { visibilityLagMs: 0 })
    await desk.takeAway('Confluence · acme', 'atlassian/user')

    await sandbox.control('POST', 'settings', { visibilityLagMs: 4000 })
    const unseen = await desk.approve('Confluence · acme', 'atlassian/user')
    const { status, attempts } = await desk.carryOut(unseen)
    expect(status).toBe('unverified')
    expect(attempts.at(-1)?.outcome).toBe('unverified')
    const { explanation } = await getExplainedRequest(connected.owner, unseen)
    expect(explanation?.title).toContain('not seen in Atlassian yet')
  })
})

describe('a refusal', () => {
  test('of a role that the workspace does not have is explained, kept word for word, and remembered', async () => {
    const requestId = await desk.approve('Confluence · acme-support', 'atlassian/guest')
    await provisionRequest(requestId, neverAborted, requestId)
    const failed = await requestOf(requestId)
    expect(failed.status).toBe('provisioning_failed')
    expect(failed.attempts[0]).toMatchObject({
      outcome: 'refused',
      errorKind: 'invalid-role',
      vendorStatus: 400,
      vendorCode: 'ADMIN-UAM-400-3',
    })
    const { explanation } = await getExplainedRequest(grace, requestId)
    expect(explanation?.cause).toContain('Confluence · acme-support does not have the role Confluence guest')
    const role = await findEntitlement('Confluence · acme-support', 'atlassian/guest')
    expect(toGrantability(role)).toBe('refused')
    await syncAgain(connected)
    expect(toGrantability(await findEntitlement('Confluence · acme-support', 'atlassian/guest'))).toBe(
      'refused',
    )
    await expect(retryRequest(grace, { requestId })).rejects.toMatchObject({ code: 'forbidden' })
    await retryRequest(connected.owner, { requestId })
    await provisionRequest(requestId, neverAborted, requestId)
    expect((await requestOf(requestId)).attempts.map((attempt) => attempt.number)).toEqual([1, 2])
  })

  test('for want of a seat says so', async () => {
    const requestId = await desk.approve('Jira Product Discovery · acme-labs', 'atlassian/user')
    await provisionRequest(requestId, neverAborted, requestId)
    expect(await requestOf(requestId)).toMatchObject({
      status: 'provisioning_failed',
      attempts: [expect.objectContaining({ errorKind: 'seat-limit', vendorCode: 'ADMIN-UAM-409-3' })],
    })
  })

  test('of the token fails the request at once, and a retry after the mend grants it', async () => {
    const requestId = await desk.approve('Confluence · acme', 'atlassian/user')
    await sandbox.control('POST', 'faults', { endpoint: assign, status: 401, count: 1 })
    await provisionRequest(requestId, neverAborted, requestId)
    expect((await requestOf(requestId)).attempts[0]).toMatchObject({ errorKind: 'auth' })
    await retryRequest(connected.owner, { requestId })
    expect((await desk.carryOut(requestId)).status).toBe('granted')
    await desk.takeAway('Confluence · acme', 'atlassian/user')
  })

  test('that may pass is tried again by itself, four times at most', async () => {
    const requestId = await desk.approve('Confluence · acme', 'atlassian/user')
    await sandbox.control('POST', 'faults', { endpoint: assign, status: 503, count: 50 })
    for (let i = 0; i < 3; i += 1) {
      await provisionRequest(requestId, neverAborted, requestId)
      expect((await requestOf(requestId)).status).toBe('provisioning')
    }
    await provisionRequest(requestId, neverAborted, requestId)
    expect((await requestOf(requestId)).status).toBe('provisioning_failed')
    expect((await requestOf(requestId)).attempts).toHaveLength(4)
  })
})

test('with provisioning off nothing is sent, the request says so, and Provision now sends it later', async () => {
  const { owner, connectorId } = connected
  await setProvisioning(owner, { connectorId, provisionRoles: false, provisionMemberships: false })
  const before = await calls(assign)
  const requestId = await desk.approve('Confluence · acme', 'atlassian/user')
  await provisionRequest(requestId, neverAborted, requestId)
  expect(await requestOf(requestId)).toMatchObject({
    status: 'approved',
    notSentReason: 'provisioning_off',
    attempts: [],
  })
  expect(await calls(assign)).toBe(before)
  const { explanation } = await getExplainedRequest(owner, requestId)
  expect(explanation).toMatchObject({ title: 'Approved, but nothing was sent to Atlassian' })
  await setProvisioning(owner, { connectorId, provisionRoles: true, provisionMemberships: true })
  await retryRequest(owner, { requestId })
  expect((await desk.carryOut(requestId)).status).toBe('granted')
  await desk.takeAway('Confluence · acme', 'atlassian/user')
})

describe('revoking', () => {
  test('beside a group leaves the group, and says which', async () => {
    const ada = await accountOf(connected.owner)
    const jira = await findEntitlement('Jira · acme', 'atlassian/user')
    const ways = async () =>
      (await findWays(db(), ada.id, jira.id)).map((way) => way.through?.name ?? 'directly').toSorted()
    expect(await ways()).toEqual(['jira-users-acme'])
    await rereadAccount(connected.owner, { accountId: ada.id })
    expect(await ways()).toEqual(['directly', 'jira-users-acme'])
    const { requestId } = await orderRevocation(connected.owner, {
      accountId: ada.id,
      entitlementId: jira.id,
      reason: 'The project ended',
    })
    expect((await desk.carryOut(requestId)).status).toBe('revoked')
    expect(await ways()).toEqual(['jira-users-acme'])
    const ended = await db().grant.findFirst({ where: { accountId: ada.id, endedByRequestId: requestId } })
    expect(ended?.endedAt).not.toBeNull()
  })

  test('a membership that an identity provider manages is refused with the place to do it', async () => {
    const held = await db().grant.findFirstOrThrow({
      where: {
        endedAt: null,
        accountId: { not: null },
        entitlement: { resource: { displayName: 'okta-product' } },
      },
    })
    const order = orderRevocation(connected.owner, {
      accountId: held.accountId ?? '',
      entitlementId: held.entitlementId,
      reason: 'Over',
    })
    await expect(order).rejects.toThrow('Managed by your identity provider')
  })

  test('and reading an account are not for strangers', async () => {
    const ada = await accountOf(connected.owner)
    const held = await db().grant.findFirstOrThrow({ where: { endedAt: null, accountId: ada.id } })
    const what = { accountId: ada.id, entitlementId: held.entitlementId, reason: 'Spite' }
    const administrator = await createPerson('Carl Connector', ['connector_administrator'])
    for (const actor of [grace, administrator]) {
      await expect(orderRevocation(await refresh(actor), what)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(rereadAccount(grace, { accountId: ada.id })).rejects.toMatchObject({ code: 'not_found' })
  })
})
