import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { createDesk, findEntitlement, neverAborted, requestOf } from '#e2e/fixtures/requests.ts'
import { setProvisioning } from '#lib/connectors/set-provisioning.ts'
import { db } from '#lib/platform/db/client.ts'
import { newId } from '#lib/platform/ids.ts'
import { cancelRequest } from '#lib/requests/cancel-request.ts'
import { retryRequest } from '#lib/requests/retry-request.ts'
import { submitRequest } from '#lib/requests/submit-request.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { provisionRequest } from './provision-request.ts'
import { getExplainedRequest } from './queries.ts'
import { verifyRequest } from './verify-request.ts'

const assign = 'POST /v1/orgs/{orgId}/users/{userId}/roles/assign'
const role = ['Confluence · acme', 'atlassian/user'] as const

let sandbox: Organization
let connected: Connected
let grace: Actor
let desk: ReturnType<typeof createDesk>
const provisioning = (enabled: boolean) =>
  setProvisioning(connected.owner, {
    connectorId: connected.connectorId,
    provisionRoles: enabled,
    provisionMemberships: enabled,
  })

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
  grace = await createPerson('Grace Hopper')
  desk = createDesk(connected, grace)
})
afterAll(async () => {
  await sandbox.close()
})
beforeEach(async () => {
  await sandbox.control('DELETE', 'requests')
})
afterEach(async () => {
  await sandbox.control('DELETE', 'faults')
  await sandbox.control('POST', 'settings', { visibilityLagMs: 0 })
  await provisioning(true)
  await db().accessRequest.updateMany({ data: { status: 'cancelled' } })
})

async function sent(): Promise<number> {
  const counts = await (await sandbox.control('GET', 'requests')).json()
  return counts[assign] ?? 0
}

test('Provision now, pressed by two at once, sends once', async () => {
  await provisioning(false)
  const requestId = await desk.approve(...role)
  await provisionRequest(requestId, neverAborted, newId())
  await provisioning(true)
  await sandbox.control('POST', 'settings', { visibilityLagMs: 600 })
  const pressed = await Promise.allSettled([
    retryRequest(connected.owner, { requestId }),
    retryRequest(connected.owner, { requestId }),
  ])
  expect(pressed.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  await Promise.all([
    provisionRequest(requestId, neverAborted, newId()),
    provisionRequest(requestId, neverAborted, newId()),
  ])
  await verifyRequest(requestId, neverAborted)
  expect((await requestOf(requestId)).status).toBe('granted')
  expect(await sent()).toBe(1)
  await desk.takeAway(...role)
})

test('an answer that comes after the try was closed changes nothing', async () => {
  const requestId = await desk.approve(...role)
  await sandbox.control('POST', 'faults', { endpoint: assign, status: 401, delayMs: 500, count: 1 })
  const late = provisionRequest(requestId, neverAborted, newId())
  await expect.poll(async () => (await requestOf(requestId)).attempts[0]?.outcome).toBe('sending')
  await db().provisioningAttempt.updateMany({ where: { requestId }, data: { outcome: 'accepted' } })
  await late
  expect(await requestOf(requestId)).toMatchObject({
    status: 'provisioning',
    attempts: [{ outcome: 'accepted', errorKind: null }],
  })
})

test('provisioning switched off between two tries ends the request where a person can go on', async () => {
  const requestId = await desk.approve(...role)
  await sandbox.control('POST', 'faults', { endpoint: assign, status: 503, count: 20 })
  await provisionRequest(requestId, neverAborted, newId())
  expect((await requestOf(requestId)).status).toBe('provisioning')
  await provisioning(false)
  await provisionRequest(requestId, neverAborted, newId())
  expect((await requestOf(requestId)).status).toBe('provisioning_failed')
  await sandbox.control('DELETE', 'faults')
  await provisioning(true)
  await retryRequest(connected.owner, { requestId })
  expect((await desk.carryOut(requestId)).status).toBe('granted')
  await desk.takeAway(...role)
})

test('provisioning switched off after a crash: what was sent is found, what was not is not sent', async () => {
  const crashed = async (send: boolean) => {
    const requestId = await desk.approve(...role)
    if (send) await provisionRequest(requestId, neverAborted, requestId)
    else await sandbox.control('POST', 'faults', { endpoint: assign, status: 503, count: 1 })
    if (!send) await provisionRequest(requestId, neverAborted, requestId)
    await db().provisioningAttempt.updateMany({ where: { requestId }, data: { outcome: 'sending' } })
    await sandbox.control('DELETE', 'requests')
    await provisioning(false)
    await provisionRequest(requestId, neverAborted, requestId)
    expect(await sent()).toBe(0)
    return requestId
  }
  const unsent = await crashed(false)
  expect(await requestOf(unsent)).toMatchObject({
    status: 'provisioning_failed',
    attempts: [{ errorKind: 'provisioning-off' }],
  })
  const { explanation } = await getExplainedRequest(connected.owner, unsent)
  expect(explanation?.cause).toContain('Provisioning was switched off for Acme Industries')

  await provisioning(true)
  const found = await crashed(true)
  await verifyRequest(found, neverAborted)
  expect((await requestOf(found)).status).toBe('granted')
  await provisioning(true)
  await desk.takeAway(...role)
})

test('a request that nobody sees done can be closed, and the role asked for again', async () => {
  await sandbox.control('POST', 'settings', { visibilityLagMs: 60_000 })
  const requestId = await desk.approve(...role)
  expect((await desk.carryOut(requestId)).status).toBe('unverified')
  const { id: entitlementId } = await findEntitlement(...role)
  const again = () => submitRequest(grace, { entitlementId, reason: 'Needed for the release' })
  await expect(again()).rejects.toMatchObject({ code: 'conflict' })
  await cancelRequest(connected.owner, { requestId })
  const { requestId: second } = await again()
  expect((await requestOf(second)).status).toBe('requires_approval')
})

test('a retry beside a newer request about the same is refused by its number', async () => {
  const first = await desk.approve(...role)
  await sandbox.control('POST', 'faults', { endpoint: assign, status: 401, count: 1 })
  await provisionRequest(first, neverAborted, newId())
  const second = await requestOf(await desk.approve(...role))
  await expect(retryRequest(connected.owner, { requestId: first })).rejects.toThrow(
    `Request ${second.number} about this is open already`,
  )
})

test('a revocation is explained as one', async () => {
  await desk.carryOut(await desk.approve(...role))
  await provisioning(false)
  const requestId = await desk.orderRemoval(...role)
  await provisionRequest(requestId, neverAborted, newId())
  const { explanation } = await getExplainedRequest(connected.owner, requestId)
  expect(explanation?.remedy).toContain('take Confluence user on Confluence · acme from Grace Hopper')
})
