import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControlled, type ControlledSandbox } from '../control/controlled-sandbox.ts'
import { toDocumented } from './documented.ts'

let sandbox: ControlledSandbox
beforeEach(async () => {
  sandbox = await openControlled()
})
afterEach(() => sandbox.stop())

const directory = '/v2/orgs/{orgId}/directories/{directoryId}'
const set = (settings: object) => sandbox.control('POST', 'settings', settings)
const asJson = ({ body }: { body: unknown }) => JSON.parse(JSON.stringify(body))

describe('errors', () => {
  const assign = (body: object) => sandbox.call('POST', '/v1/orgs/{orgId}/users/{userId}/roles/assign', body)
  const addNobody = () =>
    sandbox.call('POST', `${directory}/groups/{groupId}/memberships`, { accountId: 'nobody' })

  it('of changes in a directory come with a body, or without', async () => {
    expect(await addNobody()).toMatchObject({ status: 404, body: { errors: { length: 1 } } })
    await set({ writeErrors: 'empty' })
    const empty = await addNobody()
    expect([empty.status, empty.text, empty.headers['content-type']]).toEqual([404, '', undefined])
    expect((await assign({})).body).toMatchObject({ errors: { length: 1 } })
    const search = await sandbox.call('POST', `${directory}/users/search`, { limit: 0 })
    expect(search.body).toMatchObject({ errors: { length: 1 } })
  })

  it('write their status as text, or as a number', async () => {
    expect((await assign({})).body).toMatchObject({ errors: [{ status: '400' }] })
    await set({ errorStatus: 'number' })
    expect((await assign({})).body).toMatchObject({ errors: [{ status: 400 }] })
    const workspaces = await sandbox.call('POST', '/v2/orgs/{orgId}/workspaces', { limit: 0 })
    expect(workspaces.body).toMatchObject({ status: 400, code: 'ADMIN-400-4' })
  })

  it('about an unknown account have the code of the switch, others keep theirs', async () => {
    expect((await addNobody()).body).toMatchObject({ errors: [{ code: 'ADMIN-UAM-404-1' }] })
    await set({ unknownAccount: 'ADMIN-UAM-404-3' })
    expect((await addNobody()).body).toMatchObject({ errors: [{ code: 'ADMIN-UAM-404-3' }] })
    const elsewhere = await sandbox.call('POST', '/v2/orgs/{orgId}/directories/other/users/search')
    expect(elsewhere.body).toMatchObject({ errors: [{ code: 'ADMIN-UAM-404-1' }] })
  })

  it('of the workspaces stand alone, whatever they are about', async () => {
    const notJson = await sandbox.call('POST', '/v2/orgs/{orgId}/workspaces', '{')
    expect([notJson.status, notJson.body]).toMatchObject([400, { code: 'ADMIN-400-24' }])
    await set({ keyScopes: [] })
    const unscoped = () => sandbox.call('POST', '/v2/orgs/{orgId}/workspaces')
    expect((await unscoped()).body).toMatchObject({ code: 'ADMIN-401-2', title: 'INSUFFICIENT_SCOPE' })
    await set({ answers: 'documented' })
    expect((await unscoped()).body).toEqual({ code: 401, message: 'INSUFFICIENT_SCOPE' })
  })
})

describe('answers', () => {
  it('name themselves in the header of the switch, errors too', async () => {
    const plain = await sandbox.call('GET', '/v1/orgs')
    expect(Object.keys(plain.headers)).not.toContain('atl-traceid')
    await set({ requestIdHeader: 'atl-traceid' })
    const first = await sandbox.call('GET', '/v1/orgs')
    const second = await sandbox.call('GET', '/v1/nothing')
    expect(first.headers['atl-traceid']).toMatch(/^[0-9a-f]{32}$/)
    expect(second.headers['atl-traceid']).toMatch(/^[0-9a-f]{32}$/)
    expect(second.headers['atl-traceid']).not.toBe(first.headers['atl-traceid'])
    await set({ requestIdHeader: 'x-request-id' })
    const { headers } = await sandbox.call('GET', '/v1/orgs')
    expect([headers['atl-traceid'], headers['x-request-id']]).toEqual([
      undefined,
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ])
  })

  it('end a list with null, or without a word', async () => {
    expect(asJson(await sandbox.call('GET', '/v1/orgs')).links).toEqual({ next: null })
    await set({ next: 'absent' })
    expect(asJson(await sandbox.call('GET', '/v1/orgs')).links).toEqual({})
  })

  it('take "-" for a directory in reads, unless the switch says no', async () => {
    const search = () => sandbox.call('POST', '/v2/orgs/{orgId}/directories/-/users/search')
    expect((await search()).status).toBe(200)
    await set({ directoriesDash: 'none' })
    expect((await search()).status).toBe(404)
    expect((await sandbox.call('POST', `${directory}/users/search`)).status).toBe(200)
  })

  it('have nothing that is not documented when asked so', async () => {
    const users = () => sandbox.call('POST', `${directory}/users/search`, { limit: 100 })
    const measured = asJson(await users())
    expect(measured).toMatchObject({ links: { next: null } })
    expect(measured.data[0]).toMatchObject({ department: null, forDeletion: false })
    expect(new Set(measured.data.map((row: { accountType: string }) => row.accountType))).toContain('app')
    await set({ answers: 'documented' })
    const documented = asJson(await users())
    expect(documented.links).toEqual({})
    expect(Object.keys(documented.data[0])).not.toContain('department')
    expect(Object.keys(documented.data[0])).not.toContain('forDeletion')
    expect(Object.keys(documented.data[0])).toContain('jobTitle')
    const types = documented.data.map((row: { accountType?: string }) => row.accountType)
    expect(new Set(types)).toEqual(new Set(['atlassian', undefined]))
    expect(documented.data).toHaveLength(measured.data.length)
  })

  it('keep a null that is documented, and lose what is outside a list of values', () => {
    const row = { directoryId: null, userDirectoryStatus: null, resourceOwner: 'platform' }
    const roleAssignments = [{ role: 'atlassian/user' }, { role: 'atlassian/viewer' }]
    expect(toDocumented('GET /any', { data: [{ ...row, roleAssignments }], links: { next: null } })).toEqual({
      data: [{ directoryId: null, resourceOwner: 'platform', roleAssignments: [{ role: 'atlassian/user' }] }],
      links: {},
    })
    const product_access = [{ key: 'compass' }, { key: 'confluence' }]
    expect(toDocumented('GET /any', { data: { product_access, added_to_org: null } })).toEqual({
      data: { product_access: [{ key: 'confluence' }], added_to_org: null },
    })
  })
})
