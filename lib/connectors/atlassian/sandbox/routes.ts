import type { Route } from './context.ts'
import { countApiKeys, listApiKeys } from './handlers/api-keys.ts'
import { getEvent, listEventActions, listEvents, streamEvents } from './handlers/events.ts'
import {
  addMember,
  assignGroupRole,
  createGroup,
  deleteGroup,
  removeMember,
  revokeGroupRole,
} from './handlers/group-changes.ts'
import { countGroups, getGroup, listGroupRoles, readGroupStats, searchGroups } from './handlers/groups.ts'
import { inviteUsers } from './handlers/invite.ts'
import { listLastActive } from './handlers/last-active.ts'
import { removeUser, restoreUser, suspendUser } from './handlers/lifecycle.ts'
import { getOrganization, listDirectories, listDomains, listOrganizations } from './handlers/organizations.ts'
import { assignOrganizationAdmin, assignRole, revokeOrganizationAdmin, revokeRole } from './handlers/roles.ts'
import { listUserRoles } from './handlers/user-roles.ts'
import { countUsers, getUser, readUserStats, searchUsers } from './handlers/users.ts'
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
  { method: 'POST', path: '/v2/orgs/{orgId}/users/invite', handle: inviteUsers },
  { method: 'GET', path: '/v1/orgs/{orgId}/domains', handle: listDomains },
  { method: 'GET', path: '/v1/orgs/{orgId}/events', handle: listEvents },
  { method: 'GET', path: '/v1/orgs/{orgId}/events-stream', handle: streamEvents },
  { method: 'GET', path: '/v1/orgs/{orgId}/event-actions', handle: listEventActions },
  { method: 'GET', path: '/v1/orgs/{orgId}/events/{eventId}', handle: getEvent },
  {
    method: 'GET',
    path: '/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates',
    handle: listLastActive,
  },
  { method: 'GET', path: '/api-access/v1/orgs/{orgId}/api-keys', handle: listApiKeys },
  { method: 'GET', path: '/api-access/v1/orgs/{orgId}/api-keys/count', handle: countApiKeys },
  { method: 'POST', path: `${directory}/users/search`, handle: searchUsers },
  { method: 'GET', path: `${directory}/users/count`, handle: countUsers },
  { method: 'GET', path: `${directory}/users/stats`, handle: readUserStats },
  { method: 'GET', path: `${directory}/users/{accountId}`, handle: getUser },
  { method: 'DELETE', path: `${directory}/users/{accountId}`, handle: removeUser },
  { method: 'POST', path: `${directory}/users/{accountId}/suspend`, handle: suspendUser },
  { method: 'POST', path: `${directory}/users/{accountId}/restore`, handle: restoreUser },
  { method: 'GET', path: `${directory}/users/{accountId}/role-assignments`, handle: listUserRoles },
  { method: 'POST', path: `${directory}/groups`, handle: createGroup },
  { method: 'POST', path: `${directory}/groups/search`, handle: searchGroups },
  { method: 'GET', path: `${directory}/groups/count`, handle: countGroups },
  { method: 'GET', path: `${directory}/groups/stats`, handle: readGroupStats },
  { method: 'GET', path: `${directory}/groups/{groupId}`, handle: getGroup },
  { method: 'DELETE', path: `${directory}/groups/{groupId}`, handle: deleteGroup },
  {
    method: 'POST',
    path: `${directory}/groups/{groupId}/role-assignments/assign`,
    handle: assignGroupRole,
  },
  {
    method: 'POST',
    path: `${directory}/groups/{groupId}/role-assignments/revoke`,
    handle: revokeGroupRole,
  },
  { method: 'GET', path: `${directory}/groups/{groupId}/role-assignments`, handle: listGroupRoles },
  { method: 'POST', path: `${directory}/groups/{groupId}/memberships`, handle: addMember },
  { method: 'DELETE', path: `${directory}/groups/{groupId}/memberships/{accountId}`, handle: removeMember },
]
