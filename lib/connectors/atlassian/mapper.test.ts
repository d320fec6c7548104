import { describe, expect, it } from 'vitest'
import {
  toAccountRecord,
  toGroupRecord,
  toHeldRoles,
  toMembershipEntitlement,
  toOwnGrants,
  toWorkspaceRecord,
} from './mapper.ts'
import { describeRole } from './roles.ts'

describe('an account', () => {
  it.each([
    [{ status: 'active' }, 'enabled', 'active'],
    [{ status: 'suspended' }, 'disabled', 'suspended'],
    [{ status: 'not_invited' }, 'disabled', 'not_invited'],
    [{ status: 'deactivated' }, 'disabled', 'deactivated'],
    [{ status: 'for_deletion' }, 'deleted', 'for_deletion'],
    [{ status: 'deactivated', accountStatus: 'closed' }, 'deleted', 'deactivated'],
    [{ status: 'something_new' }, 'disabled', 'something_new'],
    [{ accountStatus: 'active', membershipStatus: 'suspended' }, 'disabled', 'suspended'],
    [{ accountStatus: 'active', membershipStatus: 'active' }, 'enabled', 'active'],
    [{}, 'disabled', 'unknown'],
  ])('with %j is %s', (fields, status, vendorStatus) => {
    expect(toAccountRecord({ accountId: 'a', ...fields })).toMatchObject({ status, vendorStatus })
  })

  it('needs nothing but its id', () => {
    const record = toAccountRecord({ accountId: '712020:x', name: null, email: null, groups: null })
    expect(record).toMatchObject({
      displayName: '712020:x',
      email: null,
      external: false,
      lastActiveAt: null,
    })
  })

  it('is external when no claimed domain manages it, and last active when any product was used', () => {
    const productAccess = [
      { lastActiveTimestamp: '2026-01-02T03:04:05.123456789Z' },
      { lastActiveTimestamp: '2026-03-02T03:04:05Z' },
      { lastActiveTimestamp: null },
    ]
    const record = toAccountRecord({ accountId: 'a', claimStatus: 'unmanaged', productAccess })
    expect(record.external).toBe(true)
    expect(record.lastActiveAt?.toISOString()).toBe('2026-03-02T03:04:05.000Z')
  })

  it('holds its memberships and organization roles itself', () => {
    const groups = [{ id: 'ari:cloud:identity::group/g-1' }, { id: 'g-2' }]
    const grants = toOwnGrants({ accountId: 'a', groups, platformRoles: ['atlassian/org-admin'] }, 'org')
    expect(grants.map((grant) => grant.entitlementExternalId)).toEqual([
      'g-1#member',
      'g-2#member',
      'org#atlassian/org-admin',
    ])
  })
})

describe('a group', () => {
  it.each([{ managementAccess: { modifiable: false } }, { managedBy: 'external' }, { externalSynced: true }])(
    'is locked by %j',
    (sign) => {
      const group = toGroupRecord({ id: 'g', name: 'okta-all', ...sign }, 'url')
      expect(group.lockedReason).toBe('Managed by your identity provider')
    },
  )

  it.each([
    [
      { users: 0, resources: 3 },
      { members: 0, roles: 3 },
    ],
    [{ users: null }, { members: 1, roles: 1 }],
    [undefined, { members: 1, roles: 1 }],
  ])('with counts %j is read by later phases as %j', (counts, hints) => {
    expect(toGroupRecord({ id: 'g', counts }, 'url').hints).toEqual(hints)
  })

  it('has a membership to ask for', () => {
    const group = toGroupRecord({ id: 'ari:cloud:identity::group/g', name: 'design' }, 'url')
    expect(toMembershipEntitlement(group)).toMatchObject({
      externalId: 'g#member',
      displayName: 'Member of design',
      slug: 'member',
    })
  })
})

describe('a workspace', () => {
  it('is named by product and site, whatever its attributes lack', () => {
    const id = 'ari:cloud:jira-software::site/1'
    const full = toWorkspaceRecord({
      id,
      attributes: { name: 'acme', hostUrl: 'https://acme.atlassian.net' },
    })
    expect(full).toMatchObject({
      displayName: 'Jira · acme',
      productKey: 'jira-software',
      productName: 'Jira',
    })
    expect(toWorkspaceRecord({ id, attributes: null }).displayName).toBe('Jira · 1')
  })
})

describe('roles held', () => {
  it('keeps every method, and passes over projects and goals', () => {
    const rows = [
      {
        resourceId: 'ari:cloud:confluence::site/1',
        resourceOwner: 'confluence',
        roleAssignments: [
          { role: 'atlassian/user', roleAssignmentMethods: ['direct', 'group_direct'] },
          { role: 'atlassian/admin', roleAssignmentMethods: ['inferred'] },
        ],
      },
      { resourceId: 'x', resourceOwner: 'project', roles: ['a'] },
      {
        resourceId: 'ari:cloud:platform::org/org',
        roleAssignments: [{ role: 'atlassian/org-admin', roleAssignmentMethods: ['direct'] }],
      },
      {
        resourceId: 'ari:cloud:platform::site/s',
        roleAssignments: [{ role: 'atlassian/site-admin', roleAssignmentMethods: [] }],
      },
    ]
    expect(toHeldRoles(rows, 'org')).toEqual([
      {
        resourceExternalId: 'ari:cloud:confluence::site/1',
        slug: 'atlassian/user',
        methods: ['direct', 'group'],
      },
      { resourceExternalId: 'ari:cloud:confluence::site/1', slug: 'atlassian/admin', methods: ['inferred'] },
      { resourceExternalId: 'org', slug: 'atlassian/org-admin', methods: ['direct'] },
      { resourceExternalId: 'org', slug: 'atlassian/site-admin', methods: [] },
      { resourceExternalId: 'ari:cloud:platform::site/s', slug: 'atlassian/site-admin', methods: [] },
    ])
  })
})

describe('role names', () => {
  it.each([
    ['confluence', 'atlassian/user', 'Confluence user', true],
    ['confluence', 'atlassian/user-access-admin', 'Confluence access administrator', false],
    ['jira-software', 'atlassian/user', 'Jira user', true],
    ['jira', 'atlassian/admin', 'Jira administrator', null],
    ['jira-servicedesk', 'atlassian/customer', 'Jira Service Management customer', false],
    ['organization', 'atlassian/org-admin', 'Organization admin', false],
    ['jira-software', 'atlassian/foo', 'Jira: atlassian/foo', null],
  ])('%s %s is "%s"', (product, role, displayName, takesSeat) => {
    expect(describeRole(product, role)).toMatchObject({ displayName, takesSeat })
  })
})
