import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  findCheck,
  notPassed,
  openTestedConnection,
  statesOf,
  type TestedConnection,
} from '#e2e/fixtures/tested-connection.ts'
import type { ConnectionCheck } from '../../contract.ts'

let connection: TestedConnection
beforeAll(async () => {
  connection = await openTestedConnection()
})
afterEach(() => connection.reset())
afterAll(() => connection.stop())

const directory = '/v2/orgs/{orgId}/directories/{directoryId}'
const adminKey = 'Create the key in Atlassian Administration as an organization admin, without scopes.'

describe('each check fails on its own, with its cause and what to do', () => {
  const forbidden = { status: 403, form: 'envelope', code: 'ADMIN-403-3', detail: 'Not allowed' }
  const mayNot: Partial<ConnectionCheck> = {
    message: 'The access token may not manage this organization.',
    fix: adminKey,
    field: 'accessToken',
    consequence: null,
  }
  const read: [string, object, Partial<ConnectionCheck>][] = [
    ['directories', { endpoint: `GET /v2/orgs/{orgId}/directories`, ...forbidden }, mayNot],
    ['users', { endpoint: `POST ${directory}/users/search`, ...forbidden }, mayNot],
    ['groups', { endpoint: `POST ${directory}/groups/search`, ...forbidden }, mayNot],
    ['workspaces', { endpoint: 'POST /v2/orgs/{orgId}/workspaces', ...forbidden }, mayNot],
    ['roles', { endpoint: `GET ${directory}/users/{accountId}/role-assignments`, ...forbidden }, mayNot],
  ]
  it.each(read)('%s', async (key, planned, expected) => {
    await connection.fault(planned)
    const report = await connection.check()
    expect(findCheck(report, key)).toMatchObject({ state: 'failed', required: true, ...expected })
    expect(report.ok).toBe(false)
    const others = notPassed(report).filter((one) => one !== key)
    expect(others.map((one) => statesOf(report)[one]).every((state) => state === 'skipped')).toBe(true)
  })

  it('reachable, by what is no answer of Atlassian', async () => {
    await connection.fault({ endpoint: 'GET /v1/orgs', html: true, status: 200 })
    expect(findCheck(await connection.check(), 'reachable')).toMatchObject({
      state: 'failed',
      message: 'Atlassian sent a web page instead of data.',
      fix: `Check that nothing answers in the place of ${new URL(connection.origin).host}, then test again.`,
    })
  })

  it('key, when it was revoked', async () => {
    await connection.set({ keyRevoked: true })
    expect(findCheck(await connection.check(), 'key')).toMatchObject({
      state: 'failed',
      message: 'Atlassian does not accept the access token: it is wrong, expired or revoked.',
      fix: adminKey,
    })
  })

  it('scopes, which also spoil the changes', async () => {
    const scopes = ['read:orgs:admin', 'read:directories:admin', 'read:groups:admin', 'read:workspaces:admin']
    await connection.set({ keyScopes: [...scopes, 'read:keys:admin'] })
    const report = await connection.check()
    expect(report).toMatchObject({ ok: true, writes: { roles: 'disabled', memberships: 'disabled' } })
    expect(findCheck(report, 'scopes')).toMatchObject({
      state: 'failed',
      message:
        'The access token was created with scopes: read:orgs:admin, read:directories:admin, read:groups:admin and 2 more.',
      consequence:
        'Approved requests will be refused: Atlassian takes changes from a key without scopes only.',
      fix: adminKey,
    })
    for (const key of ['grant', 'revoke', 'invite', 'memberships']) {
      const found = findCheck(report, key)
      expect(found).toMatchObject({ state: 'failed', fix: adminKey, field: 'accessToken' })
      expect(found?.message).toContain('The access token was created with scopes, so Atlassian refuses ')
    }
    await connection.set({ keyScopes: scopes })
    expect(findCheck(await connection.check(), 'scopes')).toMatchObject({ state: 'warning' })
  })

  it('scopes may be impossible to tell, and are not blamed then', async () => {
    await connection.fault({ endpoint: 'GET /v1/orgs', status: 429, form: 'proxy', resetInMs: 60_000 })
    await connection.set({ inviteEnabled: false })
    const report = await connection.check()
    expect(notPassed(report)).toEqual(['scopes', 'invite'])
    expect(findCheck(report, 'scopes')).toMatchObject({
      state: 'warning',
      message:
        'It could not be told whether the access token has scopes. Atlassian asks to slow down: its rate limit is reached.',
      fix: 'Test again in a minute.',
      vendor: { status: 429 },
    })
    expect(findCheck(report, 'invite')?.message).toBe(
      'Invite User to Org is not enabled for this organization.',
    )
  })
})
