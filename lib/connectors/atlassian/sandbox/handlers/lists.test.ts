import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControlled, type ControlledSandbox } from '../control/controlled-sandbox.ts'

let sandbox: ControlledSandbox
beforeEach(async () => {
  sandbox = await openControlled({ accounts: 60, groups: 40 })
})
afterEach(() => sandbox.stop())

describe('workspaces', () => {
  const ask = async (body: object) => {
    const answer = await sandbox.call('POST', '/v2/orgs/{orgId}/workspaces', body)
    return answer.body as {
      data: { attributes: { typeKey?: string; name: string } }[]
      links: { next: string | null }
      meta: { total: number }
    }
  }

  it.each([
    ['one product', { field: { name: 'attributes.type', values: ['confluence'] } }, 3],
    ['no value is no filter', { field: { name: 'attributes.type', values: [] } }, 12],
    ['part of a name', { searchWorkspaces: 'acme-labs' }, 4],
    [
      'both',
      { and: [{ searchWorkspaces: 'labs' }, { field: { name: 'attributes.type', values: ['compass'] } }] },
      1,
    ],
    ['neither', { nor: [{ searchWorkspaces: 'labs' }] }, 8],
    ['a feature that none has', { features: ['x'] }, 0],
    ['no feature is no filter', { features: [] }, 12],
  ])('are asked for by %s', async (_name, query, count) => {
    const answer = await ask({ query, limit: 100 })
    expect([answer.data.length, answer.meta.total]).toEqual([count, count])
  })

  it('keep the question in the cursor, which comes alone', async () => {
    const first = await ask({
      limit: 2,
      query: { searchWorkspaces: 'labs' },
      sort: [{ field: 'attributes.type', order: 'desc' }],
    })
    const second = await ask({ cursor: first.links.next })
    const keys = [...first.data, ...second.data].map((one) => one.attributes.typeKey)
    expect(keys).toEqual(['jira-software', 'jira-product-discovery', 'confluence', 'compass'])
  })

  it('leave out their key when the switch says so', async () => {
    await sandbox.control('POST', 'settings', { workspaceTypeKey: 'absent' })
    const [first] = (await ask({})).data
    expect(first?.attributes.typeKey).toBeUndefined()
  })
})

describe('the audit log', () => {
  const assign = '/v1/orgs/{orgId}/users/{accountId}/role-assignments/assign'
  const events = async (path: string) => {
    const answer = await sandbox.call('GET', `/v1/orgs/{orgId}/${path}`)
    return answer.body as {
      data: { id: string; attributes: { action: string; context: object[] } }[]
      meta: { next?: string }
    }
  }
  const change = () => sandbox.call('POST', assign, { role: 'atlassian/org-admin' })

  it('tells what was changed, the newest first, and one by one', async () => {
    await change()
    await sandbox.call('POST', '/v1/orgs/{orgId}/users/{accountId}/role-assignments/revoke', {
      role: 'atlassian/org-admin',
    })
    const { data } = await events('events')
    expect(data.map((one) => one.attributes.action)).toEqual(['user_revoked_role', 'user_granted_role'])
    expect(data[0]?.attributes.context).toMatchObject([
      { type: 'users', attributes: { email: 'grace.hopper@acme.example' } },
    ])
    expect((await sandbox.call('GET', `/v1/orgs/{orgId}/events/${data[0]?.id}`)).status).toBe(200)
    expect((await sandbox.call('GET', '/v1/orgs/{orgId}/events/event-99')).status).toBe(404)
    expect((await events('events?action=user_granted_role')).data).toHaveLength(1)
  })

  it('is a stream whose last cursor goes on with what comes later', async () => {
    await change()
    const first = await events('events-stream?from=0')
    expect(first.data).toHaveLength(1)
    expect((await events(`events-stream?cursor=${first.meta.next}`)).data).toEqual([])
    await change()
    expect((await events(`events-stream?cursor=${first.meta.next}`)).data).toHaveLength(1)
  })

  it('is empty without a licence, late when the switch says so, and without ids', async () => {
    await change()
    await sandbox.control('POST', 'settings', { eventContextIds: 'absent' })
    expect((await events('events')).data[0]?.attributes.context[0]).not.toHaveProperty('id')
    await sandbox.control('POST', 'settings', { eventDelayMs: 60_000 })
    expect((await events('events')).data).toEqual([])
    await sandbox.control('POST', 'settings', { eventDelayMs: 0, eventsLicensed: false })
    expect((await events('events')).data).toEqual([])
  })
})

describe('the rest', () => {
  it('says when an account came only where user management is centralized', async () => {
    const path = '/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates'
    expect((await sandbox.call('GET', path)).text).toContain('added_to_org')
    await sandbox.control('POST', 'settings', { userManagement: 'original' })
    expect((await sandbox.call('GET', path)).text).not.toContain('added_to_org')
  })

  it('tells when its key expires', async () => {
    const keyExpiresAt = '2027-02-03T00:00:00.000Z'
    await sandbox.control('POST', 'settings', { keyExpiresAt })
    const { body } = await sandbox.call('GET', '/api-access/v1/orgs/{orgId}/api-keys')
    expect(body).toMatchObject({ data: [{ expiresAt: keyExpiresAt }] })
    expect((await sandbox.call('GET', '/api-access/v1/orgs/{orgId}/api-keys/count')).body).toBe(1)
    await sandbox.control('POST', 'settings', { keyExpiresAt: 'unsaid', otherKey: 'idle' })
    const both = await sandbox.call('GET', '/api-access/v1/orgs/{orgId}/api-keys')
    expect(both.body).toMatchObject({
      data: [{ label: 'Backup script' }, { label: 'Rolecall', expiresAt: null }],
    })
    expect((await sandbox.call('GET', '/api-access/v1/orgs/{orgId}/api-keys/count')).body).toBe(2)
    await sandbox.control('POST', 'settings', { keyList: 'refused' })
    expect((await sandbox.call('GET', '/api-access/v1/orgs/{orgId}/api-keys')).status).toBe(403)
  })

  it('lists domains, and directories by their filters', async () => {
    expect((await sandbox.call('GET', '/v1/orgs/{orgId}/domains')).text).toContain('acme.example')
    const find = async (query: string) =>
      ((await sandbox.call('GET', `/v2/orgs/{orgId}/directories?${query}`)).body as { data: object[] }).data
        .length
    expect(await find('searchTerm=acme')).toBe(1)
    expect(await find('searchTerm=other')).toBe(0)
    expect(await find('directoryIds=x')).toBe(0)
    expect(await find('accountId=712020:nobody')).toBe(0)
  })

  it('counts what it lists', async () => {
    const directory = '/v2/orgs/{orgId}/directories/-'
    const stats = (await sandbox.call('GET', `${directory}/groups/stats`)).body as { totals: { all: number } }
    expect(stats.totals.all).toBe(sandbox.model.groups.size)
    const synced = (await sandbox.call('GET', `${directory}/groups/count?roleIds=atlassian/user`)).body as {
      count: number
    }
    const carrying = [...sandbox.model.groups.values()].filter((one) =>
      one.roles.values().some((key) => key.endsWith('#atlassian/user')),
    )
    expect(synced.count).toBe(carrying.length)
  })
})
