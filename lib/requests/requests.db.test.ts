import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { listAuditEvents } from '#lib/audit/queries.ts'
import { db } from '#lib/platform/db/client.ts'
import { getAccount, getEntitlement, listHolders } from '#lib/inventory/access-queries.ts'
import { listApps } from '#lib/apps/queries.ts'
import { listAccounts, listEntitlements, listResources } from '#lib/inventory/queries.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { approveRequest } from './approve-request.ts'
import { cancelRequest } from './cancel-request.ts'
import { listCatalog } from './catalog-queries.ts'
import { denyRequest } from './deny-request.ts'
import { countToDecide, getRequest, listRequests } from './queries.ts'
import { retryRequest } from './retry-request.ts'
import { RequestFilter } from './schema.ts'
import { submitRequest } from './submit-request.ts'

let sandbox: Organization
let connected: Connected
let grace: Actor
let mallory: Actor
let roleId: string

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
  grace = await createPerson('Grace Hopper')
  mallory = await createPerson('Mallory Stranger', ['basic_user', 'connector_administrator'])
  const role = await db().entitlement.findFirstOrThrow({
    where: { slug: 'atlassian/user', resource: { displayName: 'Confluence · acme' } },
  })
  roleId = role.id
})
afterEach(async () => {
  await db().accessRequest.deleteMany()
})
afterAll(async () => {
  await sandbox.close()
})

const submit = (actor = grace, entitlementId = roleId) =>
  submitRequest(actor, { entitlementId, reason: 'Writing the manual' })

describe('asking', () => {
  test('without an account in the organization is refused with the way on', async () => {
    await expect(submit(mallory)).rejects.toThrow('You have no account in Atlassian')
  })

  test('with a suspended account is refused with Atlassian’s word', async () => {
    const katherine = await createPerson('Katherine Johnson')
    await expect(submit(katherine)).rejects.toThrow('not active (suspended)')
  })

  test('for what is held through a group names the group', async () => {
    const jira = await db().entitlement.findFirstOrThrow({
      where: { slug: 'atlassian/user', resource: { displayName: 'Jira · acme' } },
    })
    await expect(submit(grace, jira.id)).rejects.toThrow('through the group jira-users-acme')
  })

  test('twice at once makes one request', async () => {
    const tries = await Promise.allSettled([submit(), submit(), submit()])
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await db().accessRequest.count()).toBe(1)
    await expect(submit()).rejects.toThrow(/is open already/)
  })

  test('for what is not offered, unknown, or without a reason is refused', async () => {
    const member = await db().entitlement.findFirstOrThrow({ where: { kind: 'membership' } })
    await expect(submit(grace, member.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(submit(grace, crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    await expect(submitRequest(grace, { entitlementId: roleId, reason: ' ' })).rejects.toThrow('needed for')
  })

  test('is shown in the catalog: what is held, and what was asked for', async () => {
    const { requestId, number } = await submit()
    const catalog = await listCatalog(grace)
    const asked = catalog.find((role) => role.entitlementId === roleId)
    expect(asked).toMatchObject({ held: false, openRequest: { id: requestId, number } })
    expect(catalog.some((role) => role.held && role.resourceName === 'Jira · acme')).toBe(true)
  })
})

describe('deciding', () => {
  test('is for the owner of the app, never for the requester or a stranger', async () => {
    const { requestId } = await submit()
    for (const actor of [grace, mallory]) {
      await expect(approveRequest(actor, { requestId })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(denyRequest(actor, { requestId, comment: 'No' })).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(retryRequest(actor, { requestId })).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(cancelRequest(mallory, { requestId })).rejects.toMatchObject({ code: 'forbidden' })
    await approveRequest(connected.owner, { requestId })
    expect((await getRequest(grace, requestId)).status).toBe('approved')
  })

  test('on one’s own request is refused even to the owner', async () => {
    const { requestId } = await submit(connected.owner)
    await expect(approveRequest(connected.owner, { requestId })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('by two at once: one wins, the other is told', async () => {
    const { requestId } = await submit()
    const decisions = await Promise.allSettled([
      approveRequest(connected.owner, { requestId }),
      denyRequest(connected.owner, { requestId, comment: 'Not now' }),
    ])
    const lost = decisions.filter((one) => one.status === 'rejected')
    expect(lost).toHaveLength(1)
    expect(lost[0]?.reason).toMatchObject({ code: 'conflict' })
  })

  test('a denial keeps its comment and ends the request; it can be asked for again', async () => {
    const { requestId } = await submit()
    await denyRequest(connected.owner, { requestId, comment: 'Use the wiki' })
    expect(await getRequest(grace, requestId)).toMatchObject({
      status: 'denied',
      decisionComment: 'Use the wiki',
    })
    await expect(retryRequest(connected.owner, { requestId })).rejects.toMatchObject({ code: 'conflict' })
    await expect(submit()).resolves.toMatchObject({ number: expect.any(Number) })
  })

  test('the requester may take a request back before it is decided', async () => {
    const { requestId } = await submit()
    await cancelRequest(grace, { requestId })
    await expect(approveRequest(connected.owner, { requestId })).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('seeing', () => {
  const list = (actor: Actor, view: string) => listRequests(actor, RequestFilter.parse({ view }))

  test('requests is for those they concern', async () => {
    const { requestId } = await submit()
    await expect(getRequest(mallory, requestId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getRequest(grace, 'nonsense')).rejects.toMatchObject({ code: 'not_found' })
    expect((await list(grace, 'mine')).total).toBe(1)
    expect((await list(connected.owner, 'decide')).total).toBe(1)
    expect(await countToDecide(connected.owner)).toBe(1)
    expect((await list(grace, 'decide')).total).toBe(0)
    expect((await list(mallory, 'all')).total).toBe(0)
    const helpdesk = await createPerson('Helen Helpdesk', ['access_request_helpdesk'])
    expect((await list(helpdesk, 'all')).total).toBe(1)
  })

  test('the inventory is not for a Basic User, but their own account is', async () => {
    const { appId } = connected
    const own = await db().account.findFirstOrThrow({ where: { email: grace.email } })
    const other = await db().account.findFirstOrThrow({ where: { email: connected.owner.email } })
    await expect(listApps(grace, { view: 'managed' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listAccounts(grace, appId, {})).rejects.toMatchObject({ code: 'not_found' })
    await expect(listResources(grace, appId, 'group', {})).rejects.toMatchObject({ code: 'not_found' })
    await expect(listEntitlements(grace, appId, {})).rejects.toMatchObject({ code: 'not_found' })
    await expect(getEntitlement(grace, roleId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(listHolders(grace, roleId, {})).rejects.toMatchObject({ code: 'not_found' })
    await expect(getAccount(grace, other.id)).rejects.toMatchObject({ code: 'not_found' })
    const { access } = await getAccount(grace, own.id)
    const jira = access.find((held) => held.resourceName === 'Jira · acme')
    expect(jira?.ways.map((way) => way.through?.name)).toEqual(['jira-users-acme'])
  })

  test('pages of accounts join without a gap, and a search takes LIKE’s signs literally', async () => {
    const { owner, appId } = connected
    const first = await listAccounts(owner, appId, {})
    expect(first).toMatchObject({ total: 240, before: null })
    const names = [...first.rows]
    for (let after = first.after; after;) {
      const page = await listAccounts(owner, appId, { after })
      names.push(...page.rows)
      after = page.after
    }
    expect(new Set(names.map((row) => row.id)).size).toBe(240)
    expect((await listAccounts(owner, appId, { q: '%' })).total).toBe(0)
    expect((await listAccounts(owner, appId, { q: 'HOPPER' })).total).toBe(1)
  })

  test('a place in a list that somebody typed reads its first page', async () => {
    const { owner, appId } = connected
    const id = '018f0000-0000-7000-8000-000000000000'
    for (const key of [
      ['a', 'no-id'],
      ['a\0', id],
      ['yesterday', id],
    ]) {
      const after = Buffer.from(JSON.stringify(key)).toString('base64url')
      expect((await listAccounts(owner, appId, { after })).total).toBe(240)
      expect((await listRequests(owner, { view: 'all', after })).before).toBeNull()
      expect((await listAuditEvents(owner, { after })).before).toBeNull()
    }
  })

  test('the audit log is for those who may read it, and cannot be changed', async () => {
    await submit()
    await expect(listAuditEvents(grace, {})).rejects.toMatchObject({ code: 'forbidden' })
    const { rows } = await listAuditEvents(connected.owner, {})
    expect(rows[0]).toMatchObject({ event: 'request.submitted', actorName: 'Grace Hopper' })
    expect(JSON.stringify(rows)).not.toContain(sandbox.accessToken)
    await expect(db().auditEvent.deleteMany()).rejects.toThrow('append-only')
    await expect(db().auditEvent.updateMany({ data: { actorName: 'Nobody' } })).rejects.toThrow('append-only')
  })
})
