import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { createDesk, neverAborted, requestOf } from '#e2e/fixtures/requests.ts'
import { setProvisioning } from '#lib/connectors/set-provisioning.ts'
import { db } from '#lib/platform/db/client.ts'
import { getExplainedRequest } from './queries.ts'
import { provisionRequest } from './provision-request.ts'

let sandbox: Organization
let connected: Connected
let desk: ReturnType<typeof createDesk>

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox, false)
  desk = createDesk(connected, await createPerson('Grace Hopper'))
})
afterAll(() => sandbox.close())
beforeEach(() => db().accessRequest.deleteMany())

/** A membership of Grace that can be taken away, and a role that can be granted. */
const orders = {
  membership: () => desk.orderRemoval('jira-users-acme', 'member'),
  role: (workspace: string) => desk.approve(workspace, 'atlassian/user'),
}

test.each([
  { provisionRoles: true, provisionMemberships: false, sent: 'role', waits: 'membership' },
  { provisionRoles: false, provisionMemberships: true, sent: 'membership', waits: 'role' },
] as const)(
  'with only the one switched on, $sent is sent and $waits waits',
  async ({ sent, waits, ...on }) => {
    const { owner, connectorId } = connected
    await setProvisioning(owner, { connectorId, ...on })
    const waiting = await orders[waits]('Confluence · acme-labs')
    await provisionRequest(waiting, neverAborted, waiting)
    expect(await requestOf(waiting)).toMatchObject({
      status: 'approved',
      notSentReason: 'provisioning_off',
      attempts: [],
    })
    expect((await getExplainedRequest(owner, waiting)).explanation?.cause).toContain('Provisioning is off')
    const going = await orders[sent]('Confluence · acme')
    expect((await desk.carryOut(going)).status).toMatch(/^(?:granted|revoked)$/)
  },
)

test('what a switch was set to, by whom, is in the audit; setting it again is not', async () => {
  const { owner, connectorId } = connected
  const count = () =>
    db().auditEvent.count({ where: { event: 'connector.provisioning_changed', subjectId: connectorId } })
  await setProvisioning(owner, { connectorId, provisionRoles: true, provisionMemberships: true })
  const before = await count()
  await setProvisioning(owner, { connectorId, provisionRoles: false, provisionMemberships: true })
  await setProvisioning(owner, { connectorId, provisionRoles: false, provisionMemberships: true })
  expect(await count()).toBe(before + 1)
  const [event] = await db().auditEvent.findMany({
    where: { event: 'connector.provisioning_changed', subjectId: connectorId },
    orderBy: { at: 'desc' },
    take: 1,
  })
  expect(event).toMatchObject({ actorId: owner.userId, data: { provisionRoles: false } })
})
