import { links, readLimit, requireDirectory, type Context } from '../context.ts'
import { statusOf, type Model, type SandboxAccount } from '../model.ts'
import { cutPage } from '../pages.ts'
import { ok, refusals, type Reply } from '../replies.ts'
import { findAccounts, readUserFilter } from './find-users.ts'

/** POST /v2/orgs/{orgId}/directories/{directoryId}/users/search */
export function searchUsers(context: Context): Reply {
  requireDirectory(context, 'read')
  const { body, sandbox, params } = context
  const filter = readUserFilter(context)
  const key = `users ${JSON.stringify(filter)}`
  const cursor = typeof body['cursor'] === 'string' ? body['cursor'] : null
  const limit = readLimit(body['limit'], 50, 100)
  const page = cutPage(findAccounts(sandbox.model, filter, key), { cursor, limit, filter: key })
  const expand = new Set(Array.isArray(body['expand']) ? body['expand'] : [])
  if (!sandbox.settings.expandGroups && params['directoryId'] === '-') expand.delete('groups')
  const data = page.rows.map((account) => ({
    ...toUser(account),
    ...toExpanded(sandbox.model, account, expand),
  }))
  return ok({ data, links: links(context, page.next) })
}

/** Profile fields come back null (measured by public clients). */
function toUser(account: SandboxAccount) {
  return {
    accountId: account.accountId,
    accountType: account.accountType,
    status: statusOf(account),
    accountStatus: account.accountStatus,
    membershipStatus: account.membershipStatus,
    addedToOrg: account.addedToOrg,
    name: account.name,
    nickname: account.name.split(' ')[0] ?? account.name,
    email: account.email,
    emailVerified: true,
    claimStatus: account.claimStatus,
    picture: `https://avatars.acme.example/${account.position}.png`,
    avatar: `https://avatars.acme.example/${account.position}.png`,
    managementSource: account.managementSource,
    mfaEnabled: account.mfaEnabled,
    jobTitle: account.jobTitle,
    department: null,
    organization: null,
    location: null,
    timeZone: null,
    deactivatedOn: account.deactivatedOn,
    forDeletion: account.forDeletion,
    links: { self: account.accountId },
  }
}

function toExpanded(model: Model, account: SandboxAccount, expand: Set<unknown>) {
  const resources = () =>
    new Set([...model.rolesOf(account).keys()].map((key) => key.slice(0, key.lastIndexOf('#'))))
  return {
    ...(expand.has('platformRoles') ? { platformRoles: [...account.platformRoles] } : {}),
    ...(expand.has('counts.resources') ? { counts: { resources: resources().size } } : {}),
    ...(expand.has('productAccess') ? { productAccess: account.productAccess } : {}),
    ...(expand.has('groups') ? { groups: [...account.groups].map((id) => toUserGroup(model, id)) } : {}),
  }
}

function toUserGroup(model: Model, id: string) {
  const group = model.groups.get(id)
  return {
    id: `ari:cloud:identity::group/${id}`,
    name: group?.name ?? null,
    description: group?.description ?? null,
  }
}

/** GET /v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/role-assignments: one row for each resource. */
export function listUserRoles(context: Context): Reply {
  requireDirectory(context, 'read')
  const { sandbox, params, query } = context
  const account = sandbox.model.accounts.get(params['accountId'] ?? '')
  if (!account) throw refusals.unknownUser()
  const rows = [...platformRows(sandbox.model, account), ...workspaceRows(sandbox.model, account)]
  const wanted = query.getAll('resourceIds')
  const positioned = rows
    .filter((row) => wanted.length === 0 || wanted.includes(row.resourceId))
    .map((row, index) => ({ row, position: index + 1 }))
  const limit = readLimit(query.get('limit'), 20, 100)
  const filter = `user roles ${account.accountId} ${wanted.join(' ')}`
  const page = cutPage(positioned, { cursor: query.get('cursor'), limit, filter })
  return ok({ data: page.rows.map(({ row }) => row), links: links(context, page.next) })
}

type Assigned = { role: string; roleAssignmentMethods: string[] }

function toRow(
  account: SandboxAccount,
  resourceId: string,
  directoryId: string | null,
  assigned: Assigned[],
) {
  return {
    resourceId,
    resourceOwner: resourceId.split(':')[2] ?? '',
    roles: assigned.map(({ role }) => role),
    roleAssignments: assigned,
    directoryId,
    userDirectoryStatus: directoryId === null ? null : account.membershipStatus,
  }
}

function platformRows(model: Model, account: SandboxAccount) {
  if (account.platformRoles.size === 0) return []
  const assigned = [...account.platformRoles].map((role) => ({ role, roleAssignmentMethods: ['direct'] }))
  return [toRow(account, `ari:cloud:platform::org/${model.organizationId}`, null, assigned)]
}

function workspaceRows(model: Model, account: SandboxAccount) {
  const byResource = new Map<string, Assigned[]>()
  for (const [key, methods] of model.rolesOf(account)) {
    const at = key.lastIndexOf('#')
    const assigned = byResource.get(key.slice(0, at)) ?? []
    assigned.push({ role: key.slice(at + 1), roleAssignmentMethods: [...methods] })
    byResource.set(key.slice(0, at), assigned)
  }
  return [...byResource].map(([resourceId, assigned]) =>
    toRow(account, resourceId, model.directoryId, assigned),
  )
}
