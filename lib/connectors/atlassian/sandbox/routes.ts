import type { Route } from './context.ts'
import { addMember, listGroupRoles, removeMember, searchGroups } from './handlers/groups.ts'
import { getOrganization, listDirectories, listOrganizations } from './handlers/organizations.ts'
import { assignOrganizationAdmin, assignRole, revokeOrganizationAdmin, revokeRole } from './handlers/roles.ts'
import { listUserRoles, searchUsers } from './handlers/users.ts'
import { searchWorkspaces } from './handlers/workspaces.ts'

const directory = '/v2/orgs/{orgId}/directories/{directoryId}'
const user = '/v1/orgs/{orgId}/users/{userId}'

/** Atlassian's organization API under the base path. */
export const apiRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/orgs', handle: listOrganizations },
  { method: 'GET', path: '/v1/orgs/{orgId}', handle: getOrganization },
  { method: 'POST', path: `${user}/roles/assign`, handle: assignRole },
  { method: 'POST', path: `${user}/roles/revoke`, handle: revokeRole },
  { method: 'POST', path: `${user}/role-assignments/assign`, handle: assignOrganizationAdmin },
  { method: 'POST', path: `${user}/role-assignments/revoke`, handle: revokeOrganizationAdmin },
  { method: 'GET', path: '/v2/orgs/{orgId}/directories', handle: listDirectories },
  { method: 'POST', path: '/v2/orgs/{orgId}/workspaces', handle: searchWorkspaces },
  { method: 'POST', path: `${directory}/users/search`, handle: searchUsers },
  { method: 'GET', path: `${directory}/users/{accountId}/role-assignments`, handle: listUserRoles },
  { method: 'POST', path: `${directory}/groups/search`, handle: searchGroups },
  { method: 'GET', path: `${directory}/groups/{groupId}/role-assignments`, handle: listGroupRoles },
  { method: 'POST', path: `${directory}/groups/{groupId}/memberships`, handle: addMember },
  { method: 'DELETE', path: `${directory}/groups/{groupId}/memberships/{accountId}`, handle: removeMember },
]
