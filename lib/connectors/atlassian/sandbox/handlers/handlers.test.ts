import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControlled, type ControlledSandbox } from '../control/controlled-sandbox.ts'

let sandbox: ControlledSandbox
beforeEach(async () => {
  sandbox = await openControlled({ accounts: 120, groups: 40 })
})
afterEach(() => sandbox.stop())

const directory = '/v2/orgs/{orgId}/directories/{directoryId}'
const search = `${directory}/users/search`

const idOf = (email: string) =>
  sandbox.model.accounts.values().find((one) => one.email === email)?.accountId ?? 'missing'
const groupOf = (name: string) =>
  sandbox.model.groups.values().find((one) => one.name === name)?.id ?? 'missing'
const workspaceOf = (productKey: string, siteName: string) =>
  sandbox.model.workspaces.values().find((one) => one.productKey === productKey && one.siteName === siteName)
    ?.id ?? 'missing'

describe('what the document rules out is a 400', () => {
  it.each([
    ['POST', search, { limit: 101 }],
    ['POST', search, { limit: 0 }],
    ['POST', search, { emails: ['a@b.example'], searchTerm: 'a' }],
    ['POST', search, { roleIds: ['atlassian/owner'] }],
    ['POST', search, { status: ['awake'] }],
    ['POST', search, { accountIds: Array.from({ length: 11 }, () => 'x') }],
    ['POST', search, { sortBy: [{ field: 'email', direction: 'asc' }] }],
    ['POST', search, { cursor: 'never-given' }],
    ['GET', `${directory}/users/count?status=awake`, undefined],
    ['GET', `${directory}/users/{accountId}/role-assignments?roleIds=owner`, undefined],
    ['POST', `${directory}/groups/search`, { groupNames: ['a'], searchTerm: 'a' }],
    ['POST', `${directory}/groups/search`, { groupNames: ['a'], groupIds: ['a'] }],
    ['POST', `${directory}/groups`, {}],
    [
      'POST',
      `${directory}/groups/{groupId}/role-assignments/assign`,
      { resourceId: 'bare', roleId: 'atlassian/user' },
    ],
    ['POST', '/v2/orgs/{orgId}/workspaces', { cursor: 'x', limit: 5 }],
    ['POST', '/v2/orgs/{orgId}/workspaces', { limit: 1001 }],
    ['POST', '/v2/orgs/{orgId}/workspaces', { query: { and: [], or: [] } }],
    ['POST', '/v2/orgs/{orgId}/users/invite', { emails: [] }],
    [
      'POST',
      '/v2/orgs/{orgId}/users/invite',
      { emails: Array.from({ length: 26 }, (_, at) => `a${at}@b.example`) },
    ],
    ['GET', '/v1/orgs/{orgId}/events?from=yesterday', undefined],
    ['GET', '/v1/orgs/{orgId}/events?limit=501', undefined],
    ['GET', '/api-access/v1/orgs/{orgId}/api-keys?pageSize=7', undefined],
  ])('%s %s %j', async (method, path, body) => {
    expect((await sandbox.call(method, path, body)).status).toBe(400)
  })
})

describe('groups', () => {
  it('are created without an id, and found by their name after a while', async () => {
    expect(await sandbox.call('POST', `${directory}/groups`, { name: 'night-shift' })).toMatchObject({
      status: 201,
      text: '',
    })
    expect(groupOf('night-shift')).toBe('missing')
    expect((await sandbox.call('POST', `${directory}/groups`, { name: 'Night-Shift' })).status).toBe(409)
    await sandbox.control('POST', 'settings', { groupVisibleAfterMs: 0 })
    await sandbox.call('POST', `${directory}/groups`, { name: 'day-shift' })
    const found = await sandbox.call('POST', `${directory}/groups/search`, { groupNames: ['DAY-shift'] })
    expect(found.body).toMatchObject({ data: [{ id: groupOf('day-shift'), externalSynced: false }] })
  })

  it.each([
    ['okta-product', 'ADMIN-UAM-403-1'],
    ['jira-users-acme', 'ADMIN-403-6'],
  ])('like %s cannot be deleted', async (name, code) => {
    const answer = await sandbox.call('DELETE', `${directory}/groups/${groupOf(name)}`)
    expect(answer).toMatchObject({ status: 403, body: { errors: [{ code }] } })
  })

  it('need a seat for every member of what they carry', async () => {
    const path = `${directory}/groups/${groupOf('customer-support')}/role-assignments/assign`
    const resourceId = workspaceOf('jira-product-discovery', 'acme-labs')
    const answer = await sandbox.call('POST', path, { resourceId, roleId: 'atlassian/user' })
    expect(answer).toMatchObject({ status: 409, body: { errors: [{ code: 'ADMIN-UAM-409-3' }] } })
  })

  it('answer to the removal of somebody who is no member as the switch says', async () => {
    const path = `${directory}/groups/${groupOf('jira-site-admins-acme')}/memberships/${idOf('ada.lovelace@acme.example')}`
    expect((await sandbox.call('DELETE', path)).status).toBe(404)
    await sandbox.control('POST', 'settings', { removeNonMember: 204 })
    expect((await sandbox.call('DELETE', path)).status).toBe(204)
  })

  it('take a service account as the switch says', async () => {
    const accountId = idOf('build-bot@acme.example')
    const path = `${directory}/groups/${groupOf('jira-site-admins-acme')}/memberships`
    expect((await sandbox.call('POST', path, { accountId })).status).toBe(204)
    await sandbox.control('POST', 'settings', { serviceAccountMembership: 'refused' })
    expect((await sandbox.call('POST', path, { accountId })).body).toMatchObject({
      errors: [{ code: 'USER_NOT_FOUND' }],
    })
  })
})

describe('accounts', () => {
  it('keep roles and groups when suspended, and lose them when removed', async () => {
    const accountId = idOf('grace.hopper@acme.example')
    const groups = [...(sandbox.model.accounts.get(accountId)?.groups ?? [])]
    await sandbox.call('POST', `${directory}/users/${accountId}/suspend`)
    expect(sandbox.model.accounts.get(accountId)).toMatchObject({ membershipStatus: 'suspended' })
    await sandbox.call('POST', `${directory}/users/${accountId}/restore`)
    expect([...(sandbox.model.accounts.get(accountId)?.groups ?? [])]).toEqual(groups)
    await sandbox.call('DELETE', `${directory}/users/${accountId}`)
    const removed = sandbox.model.accounts.get(accountId)
    expect([removed?.membershipStatus, removed?.groups.size]).toEqual(['no_membership', 0])
    expect((await sandbox.call('POST', `${directory}/users/${accountId}/restore`)).status).toBe(404)
  })

  it('are removed later when the switch says that removals are queued', async () => {
    await sandbox.control('POST', 'settings', { removeAfterMs: 60_000 })
    const accountId = idOf('grace.hopper@acme.example')
    expect((await sandbox.call('DELETE', `${directory}/users/${accountId}`)).status).toBe(204)
    expect(sandbox.model.accounts.get(accountId)?.membershipStatus).toBe('active')
  })

  it('show rows of projects and goals, and inferred roles, as the switches say', async () => {
    const somebody = sandbox.model.accounts.values().find((one) => one.position % 40 === 9)
    const path = `${directory}/users/${somebody?.accountId}/role-assignments?resourceOwners=project`
    expect((await sandbox.call('GET', path)).body).toMatchObject({ data: [{ resourceOwner: 'project' }] })
    const admin = `${directory}/users/${idOf('margaret.hamilton@acme.example')}/role-assignments?limit=100`
    const inferred = 'inferred'
    expect((await sandbox.call('GET', admin)).text).not.toContain(inferred)
    await sandbox.control('POST', 'settings', { projectRows: 'absent', inferredRoles: 'organization-admin' })
    expect((await sandbox.call('GET', path)).body).toMatchObject({ data: [] })
    expect((await sandbox.call('GET', admin)).text).toContain(inferred)
  })

  it('are sorted by nickname both ways, page by page', async () => {
    const walk = async (direction: string) => {
      const names: string[] = []
      const next = async (cursor?: string): Promise<string[]> => {
        const body = { limit: 50, sortBy: [{ field: 'nick_name', direction }], ...(cursor ? { cursor } : {}) }
        const answer = (await sandbox.call('POST', search, body)).body as {
          data: { accountId: string; nickname: string | null }[]
          links: { next: string | null }
        }
        names.push(...answer.data.map((one) => one.nickname ?? ''))
        return answer.links.next === null ? names : next(answer.links.next)
      }
      return next()
    }
    const up = await walk('asc')
    expect(up).toHaveLength(120)
    const shown = up.filter((name) => name !== '')
    expect(shown).toEqual(shown.toSorted((a, b) => a.localeCompare(b, 'en')))
    expect((await walk('desc')).toSorted()).toEqual(up.toSorted())
  })
})

describe('an invitation', () => {
  const invite = (body: object) => sandbox.call('POST', '/v2/orgs/{orgId}/users/invite', body)

  it('is 200 with a result for each address, 206 when one thing failed', async () => {
    const emails = ['new.one@acme.example', 'grace.hopper@acme.example']
    const good = { resource: workspaceOf('confluence', 'acme'), role: 'atlassian/guest' }
    const bad = { resource: workspaceOf('confluence', 'acme-support'), role: 'atlassian/guest' }
    expect(await invite({ emails, permissionRules: [good] })).toMatchObject({
      status: 200,
      body: { data: [{ email: emails[0] }, { email: emails[1], id: idOf('grace.hopper@acme.example') }] },
    })
    const partly = await invite({
      emails,
      permissionRules: [good, bad],
      additionalGroups: [groupOf('okta-product')],
    })
    expect(partly.status).toBe(206)
    expect(partly.body).toMatchObject({
      data: [
        {
          results: [
            {
              roleAssignmentResult: [{ status: 'INVITED', statusReason: null }, { status: 'ERROR' }],
              groupAssignmentResult: [{ status: 'ERROR' }],
            },
          ],
        },
        {},
      ],
    })
  })

  it.each([
    [402, { paidSubscription: false }, 'confluence', 'acme'],
    [409, {}, 'jira-product-discovery', 'acme-labs'],
    [404, {}, 'nothing', 'nowhere'],
  ])('is %i with %j on %s of %s', async (status, settings, product, site) => {
    await sandbox.control('POST', 'settings', settings)
    const permissionRules = [{ resource: workspaceOf(product, site), role: 'atlassian/user' }]
    expect((await invite({ emails: ['new.two@acme.example'], permissionRules })).status).toBe(status)
    expect(idOf('new.two@acme.example')).toBe('missing')
  })

  it('tells the role in its internal form when the switch says so', async () => {
    await sandbox.control('POST', 'settings', { inviteRoleForm: 'ari' })
    const permissionRules = [{ resource: workspaceOf('jira-software', 'acme'), role: 'atlassian/user' }]
    const { text } = await invite({ emails: ['new.three@acme.example'], permissionRules })
    expect(text).toContain('ari:cloud:jira-software::role/product/member')
  })
})
