import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvitationAnswer } from './accounts.ts'
import { Event } from './events.ts'
import { Group, GroupRole } from './groups.ts'
import { ApiKey } from './keys.ts'
import { Directory, Organization } from './organizations.ts'
import { LastActive, User, UserRole, UserStats } from './users.ts'
import { Workspace } from './workspaces.ts'

/** Every shape with the least that it must have, and fields that it may have. */
const shapes = [
  [Organization, { id: 'o' }, { attributes: { name: 'Acme' } }],
  [Directory, { directoryId: 'd' }, { name: 'Acme' }],
  [
    User,
    { accountId: 'a' },
    {
      accountType: 'robot',
      status: 'asleep',
      platformRoles: ['atlassian/unit-admin'],
      groups: [{ id: 'g' }],
    },
  ],
  [
    UserRole,
    { resourceId: 'r' },
    { roleAssignments: [{ role: 'atlassian/new', roleAssignmentMethods: ['by-magic'] }] },
  ],
  [UserStats, {}, { accountStatus: [{ status: 'new', count: 1 }], roles: [{ roleId: 'x', count: 2 }] }],
  [LastActive, { product_access: [{ id: 'p', key: 'rovo' }] }, { added_to_org: '2026-01-01' }],
  [
    Group,
    { id: 'g' },
    { managedBy: 'somebody', managementAccess: { modifiable: true }, counts: { users: 1 } },
  ],
  [GroupRole, { resourceId: 'r' }, { roles: ['atlassian/new'], defaultRole: 'atlassian/new' }],
  [Workspace, { id: 'w' }, { type: 'Rovo', attributes: { status: 'frozen', capacity: 5 } }],
  [Event, { id: 'e', attributes: { time: 't', action: 'new' } }, {}],
  [ApiKey, { id: 'k' }, { label: 'x', scopes: ['read:new'] }],
  [InvitationAnswer, { data: [{ email: 'a@b.example' }] }, {}],
] as const

describe('an answer', () => {
  it('is taken with and without what may be missing, with null for it, and without what nobody knows yet', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        fc.infiniteStream(fc.nat(2)),
        fc.jsonValue(),
        (shape, draws, value) => {
          const [schema, least, optional] = shape
          const fields = Object.entries(optional).flatMap(([name, given]) => {
            const how = draws.next().value
            if (how === 0) return []
            return [[name, how === 1 ? null : given]]
          })
          const known = { ...least, ...Object.fromEntries(fields) }
          expect(schema.parse({ ...known, neverHeardOf: value })).toEqual(known)
        },
      ),
    )
  })

  it.each(shapes)('is none without what it must have', (schema, least) => {
    for (const name of Object.keys(least)) {
      expect(schema.safeParse({ ...least, [name]: undefined }).success).toBe(false)
    }
  })
})
