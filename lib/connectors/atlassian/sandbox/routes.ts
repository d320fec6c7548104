import type { Route } from './context.ts'
import {
  addFault,
  changeSettings,
  clearFaults,
  countRequests,
  makeChange,
  resetRequests,
  showState,
} from './handlers/control.ts'
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

/** The sandbox's own controls, without a token. */
export const controlRoutes: readonly Route[] = [
  { method: 'POST', path: '/__sandbox/faults', handle: addFault },
  { method: 'DELETE', path: '/__sandbox/faults', handle: clearFaults },
  { method: 'POST', path: '/__sandbox/settings', handle: changeSettings },
  { method: 'GET', path: '/__sandbox/state', handle: showState },
  { method: 'GET', path: '/__sandbox/requests', handle: countRequests },
  { method: 'DELETE', path: '/__sandbox/requests', handle: resetRequests },
  { method: 'POST', path: '/__sandbox/changes', handle: makeChange },
]

/** The route of a call with the values in its path; null when there is none. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | null {
  const given = path.split('/')
  for (const route of routes) {
    const params = route.method === method ? match(route.path.split('/'), given) : null
    if (params) return { route, params }
  }
  return null
}

function match(template: string[], given: string[]): Record<string, string> | null {
  if (template.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of template.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith('{')) params[part.slice(1, -1)] = decodeURIComponent(value)
    else if (part !== value) return null
  }
  return params
}
