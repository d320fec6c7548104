import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  findCheck,
  notPassed,
  openTestedConnection,
  type TestedConnection,
} from '#e2e/fixtures/tested-connection.ts'

let connection: TestedConnection
beforeAll(async () => {
  connection = await openTestedConnection()
})
afterEach(() => connection.reset())
afterAll(() => connection.stop())

const directory = '/v2/orgs/{orgId}/directories/{directoryId}'
const assign = 'POST /v1/orgs/{orgId}/users/{userId}/roles/assign'
const revoke = 'POST /v1/orgs/{orgId}/users/{userId}/roles/revoke'
const invite = 'POST /v2/orgs/{orgId}/users/invite'
const memberships = `POST ${directory}/groups/{groupId}/memberships`
const adminKey = 'Create the key in Atlassian Administration as an organization admin, without scopes.'
const askSupport =
  'Raise the support request that asks Atlassian to enable it; once Atlassian has answered, test again.'

describe('whether Atlassian takes changes', () => {
  it.each([403, 404])('grant and revoke, when Atlassian has not enabled them (%d)', async (status) => {
    await connection.set({ rolesEnabled: false, rolesDisabledStatus: status })
    const report = await connection.check()
    expect(notPassed(report)).toEqual(['grant', 'revoke'])
    expect(report).toMatchObject({ ok: true, writes: { roles: 'disabled', invite: 'answers' } })
    expect(findCheck(report, 'grant')).toMatchObject({
      state: 'failed',
      message: 'Grant User Access is not enabled for this organization.',
      consequence: 'Approved requests for workspace roles will be refused.',
      fix: askSupport,
      field: null,
      vendor: { status, endpoint: assign },
    })
    expect(findCheck(report, 'revoke')).toMatchObject({
      state: 'failed',
      message: 'Revoke User Access is not enabled for this organization.',
      consequence: 'Workspace roles cannot be taken away from here.',
      fix: askSupport,
    })
  })

  it('invite, when it is not enabled, or for a paid subscription only', async () => {
    await connection.set({ inviteEnabled: false })
    const report = await connection.check()
    expect(notPassed(report)).toEqual(['invite'])
    expect(report).toMatchObject({ ok: true, writes: { roles: 'answers', invite: 'disabled' } })
    expect(findCheck(report, 'invite')).toMatchObject({
      state: 'failed',
      message: 'Invite User to Org is not enabled for this organization.',
      consequence: 'Nobody can be invited to the organization from here.',
      fix: askSupport,
    })
    await connection.set({ inviteEnabled: true, paidSubscription: false })
    expect(findCheck(await connection.check(), 'invite')).toMatchObject({
      state: 'failed',
      message: 'Invite User to Org is only for organizations with a paid subscription.',
      fix: 'Invite people in Atlassian Administration instead.',
    })
  })

  it('memberships, when the key may not change them', async () => {
    await connection.set({ membershipsEnabled: false })
    const report = await connection.check()
    expect(notPassed(report)).toEqual(['memberships'])
    expect(report).toMatchObject({ ok: true, writes: { roles: 'answers', memberships: 'disabled' } })
    expect(findCheck(report, 'memberships')).toMatchObject({
      state: 'failed',
      message: 'Atlassian does not allow Add User to Group with this access token.',
      consequence: 'Approved requests for group memberships will be refused.',
      fix: adminKey,
    })
    await connection.set({ membershipsEnabled: true, writeErrors: 'empty' })
    expect(notPassed(await connection.check())).toEqual([])
  })

  it.each([
    ['grant', assign, { status: 503, form: 'proxy' }],
    ['revoke', revoke, { status: 429, form: 'proxy', resetInMs: 60_000 }],
    ['invite', invite, { reset: true }],
    ['memberships', memberships, { status: 400, html: true }],
  ])('%s may be impossible to tell', async (key, endpoint, planned) => {
    await connection.fault({ endpoint, ...planned })
    const report = await connection.check()
    expect(notPassed(report)).toEqual([key])
    expect(report.ok).toBe(true)
    expect(Object.values(report.writes)).toContain('unknown')
    expect(findCheck(report, key)).toMatchObject({ state: 'warning', fix: 'Test again in a minute.' })
    expect(findCheck(report, key)?.message).toMatch(/^It could not be told whether /)
    expect(findCheck(report, key)?.consequence).not.toBeNull()
  })

  it('tells of a change that Atlassian says to have made', async () => {
    await connection.fault({ endpoint: assign, status: 204 })
    const report = await connection.check()
    expect(findCheck(report, 'grant')).toMatchObject({ state: 'warning' })
    expect(findCheck(report, 'grant')?.fix).toContain('Look at the roles of the account ')
    expect(report.writes.roles).toBe('unknown')
  })
})
