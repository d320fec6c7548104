import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControlled, type ControlledSandbox } from '../control/controlled-sandbox.ts'
import { apiRoutes } from '../routes.ts'
import { needOf } from './scopes.ts'

let sandbox: ControlledSandbox
beforeEach(async () => {
  sandbox = await openControlled()
})
afterEach(() => sandbox.stop())

const scopes = (keyScopes: string[] | null) => sandbox.control('POST', 'settings', { keyScopes })
const endpoints = apiRoutes.map(({ method, path }) => `${method} ${path}`)
const split = (endpoint: string): [method: string, path: string] => [
  endpoint.slice(0, endpoint.indexOf(' ')),
  endpoint.slice(endpoint.indexOf(' ') + 1),
]
const directory = '/v2/orgs/{orgId}/directories/{directoryId}'
const everyRead = [
  'orgs',
  'accounts',
  'directories',
  'groups',
  'workspaces',
  'domains',
  'events',
  'tokens',
  'keys',
].map((name) => `read:${name}:admin`)

describe('a key with scopes', () => {
  it.each(endpoints)('has a line for %s', (endpoint) => {
    expect(needOf(endpoint)).toBeDefined()
  })

  it.each(endpoints)('without any of them gets nothing from %s', async (endpoint) => {
    await scopes([])
    const { version } = sandbox.model
    const { status, body } = await sandbox.call(...split(endpoint), { accountId: 'x' })
    const refused = status === 401 || status === 403
    const empty = JSON.stringify(body) === '{"data":[],"links":{"next":null}}'
    expect(refused || (endpoint === 'GET /v1/orgs' && empty)).toBe(true)
    expect(sandbox.model.version).toBe(version)
  })

  it.each([
    ['GET /v1/orgs/{orgId}', 'read:orgs:admin'],
    ['GET /v2/orgs/{orgId}/directories', 'read:directories:admin'],
    ['POST /v2/orgs/{orgId}/workspaces', 'read:workspaces:admin'],
    [`GET ${directory}/users/{accountId}/role-assignments`, 'read:directories:admin'],
    [`GET ${directory}/groups/{groupId}/role-assignments`, 'read:groups:admin'],
  ])('reads %s with %s and with no other one', async (endpoint, scope) => {
    await scopes([scope])
    expect((await sandbox.call(...split(endpoint))).status).toBe(200)
    await scopes(everyRead.filter((one) => one !== scope))
    expect((await sandbox.call(...split(endpoint))).status).toBe(401)
  })

  it.each([`POST ${directory}/users/search`, `POST ${directory}/groups/search`])(
    'reaches %s with any read scope',
    async (endpoint) => {
      await scopes(['read:tokens:admin'])
      expect((await sandbox.call(...split(endpoint))).status).toBe(200)
      await scopes(['delete:keys:admin'])
      expect((await sandbox.call(...split(endpoint))).status).toBe(401)
    },
  )

  it.each([
    'POST /v1/orgs/{orgId}/users/{userId}/roles/assign',
    'POST /v1/orgs/{orgId}/users/{userId}/role-assignments/revoke',
    `POST ${directory}/groups/{groupId}/memberships`,
    `DELETE ${directory}/groups/{groupId}/memberships/{accountId}`,
  ])('is refused by %s whatever its scopes, with the status of the switch', async (endpoint) => {
    await scopes(everyRead)
    const { status, body } = await sandbox.call(...split(endpoint))
    expect([status, body]).toMatchObject([
      401,
      { errors: [{ status: '401', code: 'ADMIN-401-2', title: 'INSUFFICIENT_SCOPE' }] },
    ])
    await sandbox.control('POST', 'settings', { insufficientScopeStatus: 403 })
    expect((await sandbox.call(...split(endpoint))).status).toBe(403)
  })

  it('lists no organization and can read it by its id', async () => {
    await scopes(everyRead)
    expect(await sandbox.call('GET', '/v1/orgs')).toMatchObject({ status: 200, body: { data: [] } })
    expect(await sandbox.call('GET', '/v1/orgs/{orgId}')).toMatchObject({
      status: 200,
      body: { data: { id: sandbox.organizationId } },
    })
    await scopes(null)
    expect(await sandbox.call('GET', '/v1/orgs')).toMatchObject({ body: { data: { length: 1 } } })
  })

  it.each([
    [`POST ${directory}/groups`, 'ADMIN-UAM-403-1'],
    [`POST ${directory}/groups/{id}/role-assignments/assign`, 'ADMIN-UAM-403-1'],
    ['GET /v1/orgs/{orgId}/directory/users/{id}/last-active-dates', 'ADMIN-403-3'],
    ['GET /v1/orgs/{orgId}/events', 'read:events:admin'],
    ['GET /v1/orgs/{orgId}/nothing', undefined],
  ])('needs for %s what the table says, however its ids are called', (endpoint, need) => {
    expect(needOf(endpoint)).toBe(need)
  })
})

describe('a key', () => {
  it('is refused from the moment it is revoked', async () => {
    expect((await sandbox.call('GET', '/v1/orgs')).status).toBe(200)
    await sandbox.control('POST', 'settings', { keyRevoked: true })
    const refused = await sandbox.call('GET', '/v1/orgs')
    expect([refused.status, refused.body]).toEqual([401, { code: 401, message: 'Unauthorized' }])
    await sandbox.control('DELETE', 'settings')
    expect((await sandbox.call('GET', '/v1/orgs')).status).toBe(200)
  })

  it('cannot assign or revoke roles where that is not enabled', async () => {
    const path = '/v1/orgs/{orgId}/users/{userId}/roles/revoke'
    await sandbox.control('POST', 'settings', { rolesEnabled: false })
    expect(await sandbox.call('POST', path)).toMatchObject({
      status: 403,
      body: { errors: [{ code: 'ADMIN-UAM-403-1' }] },
    })
    await sandbox.control('POST', 'settings', { rolesDisabledStatus: 404 })
    expect(await sandbox.call('POST', path)).toMatchObject({
      status: 404,
      body: { message: 'Request failed to match any route' },
    })
    const other = '/v1/orgs/{orgId}/users/{userId}/role-assignments/revoke'
    expect((await sandbox.call('POST', other, { role: 'atlassian/org-admin' })).status).toBe(204)
  })
})
