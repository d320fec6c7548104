import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultSettings } from '../settings.ts'
import { openControlled, type ControlledSandbox } from './controlled-sandbox.ts'

let sandbox: ControlledSandbox
beforeEach(async () => {
  sandbox = await openControlled()
})
afterEach(() => sandbox.stop())

const other = {
  visibilityLagMs: 60_000,
  assignMode: 'default-group',
  next: 'absent',
  workspaceNext: 'url',
  expandGroups: false,
  hiddenFields: 'absent',
  sameMember: 409,
  keyScopes: ['read:orgs:admin'],
  keyRevoked: true,
  insufficientScopeStatus: 403,
  rolesEnabled: false,
  rolesDisabledStatus: 404,
  inviteEnabled: false,
  membershipsEnabled: false,
  rateLimitHeaders: 'off',
  retryAfter: 'date',
  writeErrors: 'empty',
  errorStatus: 'number',
  unknownAccount: 'ADMIN-UAM-404-3',
  requestIdHeader: 'x-request-id',
  answers: 'documented',
  directoriesDash: 'none',
  groupVisibleAfterMs: 0,
  removeAfterMs: 5,
  removeNonMember: 204,
  serviceAccountMembership: 'refused',
  workspaceTypeKey: 'absent',
  projectRows: 'absent',
  inferredRoles: 'organization-admin',
  userManagement: 'original',
  paidSubscription: false,
  inviteRoleForm: 'ari',
  eventsLicensed: false,
  eventDelayMs: 5,
  eventContextIds: 'absent',
  keyExpiresAt: '2027-01-01T00:00:00.000Z',
  keyList: 'refused',
  otherKey: 'active',
}

describe('the settings', () => {
  it('are all shown, can all be changed, and go back to their defaults', async () => {
    expect((await sandbox.control('GET', 'settings')).body).toEqual(defaultSettings)
    expect(Object.keys(other)).toEqual(expect.arrayContaining(Object.keys(defaultSettings)))
    expect((await sandbox.control('POST', 'settings', other)).body).toMatchObject(other)
    expect((await sandbox.control('GET', 'settings')).body).toMatchObject(other)
    expect((await sandbox.control('DELETE', 'settings')).body).toEqual(defaultSettings)
    expect((await sandbox.control('GET', 'settings')).body).toEqual(defaultSettings)
  })

  it('change one by one', async () => {
    await sandbox.control('POST', 'settings', { next: 'absent' })
    const { body } = await sandbox.control('POST', 'settings', { keyScopes: [] })
    expect(body).toEqual({ ...defaultSettings, next: 'absent', keyScopes: [] })
  })

  it('of one sandbox are not those of another', async () => {
    await sandbox.control('POST', 'settings', { keyRevoked: true })
    const second = await openControlled()
    expect((await second.control('GET', 'settings')).body).toEqual(defaultSettings)
    await second.stop()
  })

  it.each([
    [{ visibilityLagMs: 60_001 }, 'must be from 0 to 60000 milliseconds'],
    [{ visibilityLagMs: -1 }, 'must be from 0 to 60000 milliseconds'],
    [{ visibilityLagMs: '5' }, 'visibilityLagMs'],
    [{ next: 'never' }, 'next'],
    [{ sameMember: 200 }, 'sameMember'],
    [{ nextt: 'null' }, 'nextt'],
    [{ next: 'absent', keyRevoked: 'yes' }, 'keyRevoked'],
  ])('refuse %j and stay as they are', async (given, why) => {
    const { status, body } = await sandbox.control('POST', 'settings', given)
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(why)])
    expect((await sandbox.control('GET', 'settings')).body).toEqual(defaultSettings)
  })
})
