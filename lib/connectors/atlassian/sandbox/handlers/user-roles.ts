import {
  links,
  listsFromQuery,
  readChoices,
  readLimit,
  readList,
  requireDirectory,
  type Context,
  type Given,
} from '../context.ts'
import type { Model } from '../model.ts'
import { cutPage } from '../pages.ts'
import type { SandboxAccount } from '../records.ts'
import { ok, refusals, type Reply } from '../replies.ts'
import type { Settings } from '../settings.ts'
import { filterRoles } from './find-users.ts'

/** What role assignments of accounts and of groups are narrowed by. */
export interface RoleFilter {
  directoryIds: string[] | null
  resourceOwners: string[] | null
  resourceIds: string[] | null
  roleIds: string[] | null
}

/** @throws Refusal 400 */
export function readRoleFilter(given: Given): RoleFilter {
  return {
    directoryIds: readList(given('directoryIds'), 'directoryIds', 10),
    resourceOwners: readList(given('resourceOwners'), 'resourceOwners', 10),
    resourceIds: readList(given('resourceIds'), 'resourceIds', 20),
    roleIds: readChoices(given('roleIds'), 'roleIds', 10, filterRoles),
  }
}

/** The owner in an ARI: `ari:cloud:<owner>::<kind>/<id>`. */
export const ownerOf = (resourceId: string): string => resourceId.split(':')[2] ?? ''

type Assigned = { role: string; roleAssignmentMethods: string[] }

interface Row {
  resourceId: string
  resourceOwner: string
  roles: string[]
  roleAssignments: Assigned[]
  directoryId: string | null
  userDirectoryStatus: string | null
}

/** GET /v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/role-assignments: one row for each resource. */
export function listUserRoles(context: Context): Reply {
  requireDirectory(context, 'read')
  const { sandbox, params, query } = context
  const account = sandbox.model.accounts.get(params['accountId'] ?? '')
  if (!account) throw refusals.unknownUser()
  const filter = readRoleFilter(listsFromQuery(context))
  const rows = [
    ...platformRows(sandbox.model, account),
    ...workspaceRows(sandbox.model, account, sandbox.settings),
    ...projectRows(account, sandbox.settings),
  ]
  const positioned = rows
    .filter((row) => passes(row, filter))
    .map((row, index) => ({ row, position: index + 1 }))
  const page = cutPage(positioned, {
    cursor: query.get('cursor'),
    limit: readLimit(query.get('limit'), 20, 100),
    filter: `user roles ${account.accountId} ${JSON.stringify(filter)}`,
  })
  return ok({ data: page.rows.map(({ row }) => row), links: links(context, page.next) })
}

function passes(row: Row, { directoryIds, resourceOwners, resourceIds, roleIds }: RoleFilter): boolean {
  return (
    (!directoryIds || (row.directoryId !== null && directoryIds.includes(row.directoryId))) &&
    (!resourceOwners || resourceOwners.includes(row.resourceOwner)) &&
    (!resourceIds || resourceIds.includes(row.resourceId)) &&
    (!roleIds || row.roles.some((role) => roleIds.includes(role)))
  )
}

function toRow(
  account: SandboxAccount,
  resourceId: string,
  directoryId: string | null,
  assigned: Assigned[],
): Row {
  return {
    resourceId,
    resourceOwner: ownerOf(resourceId),
    roles: assigned.map(({ role }) => role),
    roleAssignments: assigned,
    directoryId,
    userDirectoryStatus: directoryId === null ? null : account.membershipStatus,
  }
}

function platformRows(model: Model, account: SandboxAccount): Row[] {
  if (account.platformRoles.size === 0) return []
  const assigned = [...account.platformRoles].map((role) => ({ role, roleAssignmentMethods: ['direct'] }))
  return [toRow(account, `ari:cloud:platform::org/${model.organizationId}`, null, assigned)]
}

function workspaceRows(model: Model, account: SandboxAccount, { inferredRoles }: Settings): Row[] {
  const byResource = new Map<string, Assigned[]>()
  const add = (resourceId: string, role: string, methods: Iterable<string>) => {
    const assigned = byResource.get(resourceId) ?? []
    assigned.push({ role, roleAssignmentMethods: [...methods] })
    byResource.set(resourceId, assigned)
  }
  for (const [key, methods] of model.rolesOf(account)) {
    const at = key.lastIndexOf('#')
    add(key.slice(0, at), key.slice(at + 1), methods)
  }
  if (inferredRoles === 'organization-admin' && account.platformRoles.has('atlassian/org-admin')) {
    for (const { id, roles } of model.workspaces.values()) {
      const held = byResource.get(id)?.some((one) => one.role === 'atlassian/admin')
      if (roles.has('atlassian/admin') && !held) add(id, 'atlassian/admin', ['inferred'])
    }
  }
  return [...byResource].map(([resourceId, assigned]) =>
    toRow(account, resourceId, model.directoryId, assigned),
  )
}

/** Roles in a Jira project and on a goal, which public clients have seen among the rows of some people. */
function projectRows(account: SandboxAccount, { projectRows: wanted }: Settings): Row[] {
  if (wanted === 'absent' || account.position % 40 !== 9) return []
  const assigned = [{ role: 'atlassian/user', roleAssignmentMethods: ['direct'] }]
  return ['project', 'goal'].map((owner) =>
    toRow(account, `ari:cloud:${owner}::item/${account.position}`, null, assigned),
  )
}
