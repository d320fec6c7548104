import { expect, test } from 'vitest'
import { can, requirePermission, type Actor } from './permissions.ts'
import { consoleRoles, permissions, type ConsoleRole, type Permission } from './roles.ts'

const actor = (...roles: ConsoleRole[]): Actor => ({
  userId: 'u',
  name: 'Ada',
  email: 'ada@acme.example',
  roles,
  ownedAppIds: [],
  ownedConnectorIds: [],
  ownedDraftIds: [],
})

/** Who may do what, written a second time by hand: a change in one place only is a failure. */
const expected: Record<Permission, ConsoleRole[]> = {
  'apps.read': [
    'application_administrator',
    'connector_administrator',
    'read_only_administrator',
    'super_administrator',
  ],
  'apps.manage': ['application_administrator', 'super_administrator'],
  'access.revoke': ['application_administrator', 'super_administrator'],
  'connectors.read': ['connector_administrator', 'read_only_administrator', 'super_administrator'],
  'connectors.manage': ['connector_administrator', 'super_administrator'],
  'requests.read-all': [
    'access_request_helpdesk',
    'application_administrator',
    'read_only_administrator',
    'super_administrator',
  ],
  'requests.decide-all': ['super_administrator'],
  'people.read': ['read_only_administrator', 'super_administrator'],
  'people.manage': ['super_administrator'],
  'audit.read': ['read_only_administrator', 'super_administrator'],
}

test.each(permissions)('%s is for exactly the roles it is meant for', (permission) => {
  expect(consoleRoles.filter((role) => can(actor(role), permission))).toEqual(expected[permission])
})

test('several roles add up, none gives nothing', () => {
  expect(can(actor('basic_user', 'connector_administrator'), 'connectors.manage')).toBe(true)
  expect(can(actor(), 'apps.read')).toBe(false)
  expect(() => requirePermission(actor('basic_user'), 'audit.read')).toThrow('You may not do this')
})
