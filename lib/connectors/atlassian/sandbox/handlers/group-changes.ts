import { createRandom } from '../organization/random.ts'
import { readText, requireDirectory, type Context } from '../context.ts'
import { seatRoles, type SandboxAccount, type SandboxGroup } from '../records.ts'
import { envelope, noContent, refusals, type Reply } from '../replies.ts'
import { requireGroup } from './groups.ts'

const adminRoles = new Set(['atlassian/admin', 'atlassian/user-access-admin', 'atlassian/site-admin'])

/** Roles that a group can carry: no org-admin and no site-admin (Atlassian's OpenAPI document). */
const groupRoles = new Set(
  'user user-access-admin admin guest contributor customer basic stakeholder viewer'
    .split(' ')
    .map((name) => `atlassian/${name}`),
)

/** POST /v2/orgs/{orgId}/directories/{directoryId}/groups: answers without the id, as Atlassian does (its OpenAPI document). */
export function createGroup(context: Context): Reply {
  requireDirectory(context, 'write')
  const { sandbox, body } = context
  const name = readText(body['name'])
  if (!name) throw refusals.badRequest('name is missing')
  const taken = [
    ...sandbox.model.groups.values().map((group) => group.name),
    ...sandbox.pending.map((change) => (change.type === 'create-group' ? change.name : '')),
  ]
  if (taken.some((one) => one.toLowerCase() === name.toLowerCase()))
    throw envelope(409, 'ADMIN-409-28', 'Conflict', 'A group with this name exists')
  const { organizationId, groups } = sandbox.model
  const groupId = createRandom(`group ${organizationId} ${groups.size} ${name}`).uuid()
  const description = readText(body['description']) ?? ''
  sandbox.commit({ type: 'create-group', groupId, name, description }, sandbox.settings.groupVisibleAfterMs)
  return { status: 201 }
}

/** DELETE /v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId} */
export function deleteGroup(context: Context): Reply {
  requireDirectory(context, 'write')
  const group = requireWritableGroup(context)
  if (group.defaultFor)
    throw envelope(403, 'ADMIN-403-6', 'Forbidden', 'The group is the default group of a role')
  if (group.roles.values().some((key) => adminRoles.has(key.slice(key.lastIndexOf('#') + 1))))
    throw envelope(403, 'ADMIN-403-7', 'Forbidden', 'The group gives admin access')
  context.sandbox.commit({ type: 'delete-group', groupId: group.id })
  return noContent
}

/** POST …/groups/{groupId}/role-assignments/assign: 200 and not 204 (Atlassian's OpenAPI document). */
export function assignGroupRole(context: Context): Reply {
  requireDirectory(context, 'write')
  const { sandbox } = context
  const group = requireWritableGroup(context)
  const { role, workspace } = requireGroupRole(context)
  if (workspace.status === 'offline') throw refusals.notLicensed()
  if (!workspace.roles.has(role)) throw refusals.invalidRole(role)
  if (seatRoles.has(role) && !sandbox.hasSeatsForAll(group.members, workspace.id)) throw refusals.noSeat()
  sandbox.commit({ type: 'assign-group-role', groupId: group.id, resourceId: workspace.id, role })
  return { status: 200 }
}

/** POST …/groups/{groupId}/role-assignments/revoke */
export function revokeGroupRole(context: Context): Reply {
  requireDirectory(context, 'write')
  const group = requireWritableGroup(context)
  const { role, workspace } = requireGroupRole(context)
  context.sandbox.commit({ type: 'revoke-group-role', groupId: group.id, resourceId: workspace.id, role })
  return noContent
}

/** Its fields are named otherwise than those of the calls for one account. A bare id is no resource. */
function requireGroupRole({ sandbox, body }: Context) {
  const role = readText(body['roleId'])
  const resourceId = readText(body['resourceId'])
  if (!role || !resourceId) throw refusals.badRequest('resourceId and roleId are needed')
  if (!groupRoles.has(role)) throw refusals.badRequest('unknown role')
  if (!resourceId.startsWith('ari:')) throw refusals.badRequest('Invalid request body')
  const workspace = sandbox.model.workspaces.get(resourceId)
  if (!workspace) throw refusals.unknownWorkspace()
  return { role, workspace }
}

/** POST …/groups/{groupId}/memberships */
export function addMember(context: Context): Reply {
  requireDirectory(context, 'write')
  const { sandbox, body } = context
  const group = requireWritableGroup(context)
  const account = requireMember(context, readText(body['accountId']) ?? '')
  if (group.members.has(account.accountId)) {
    if (sandbox.settings.sameMember === 409) throw refusals.alreadyMember()
    return noContent
  }
  for (const key of group.roles) {
    const at = key.lastIndexOf('#')
    if (seatRoles.has(key.slice(at + 1)) && !sandbox.hasSeatFor(account, key.slice(0, at)))
      throw refusals.noSeat()
  }
  sandbox.commit({ type: 'add-member', accountId: account.accountId, groupId: group.id })
  return noContent
}

/** DELETE …/groups/{groupId}/memberships/{accountId} */
export function removeMember(context: Context): Reply {
  requireDirectory(context, 'write')
  const { sandbox, params } = context
  const group = requireWritableGroup(context)
  const account = requireMember(context, params['accountId'] ?? '')
  if (!group.members.has(account.accountId)) {
    if (sandbox.settings.removeNonMember === 204) return noContent
    throw refusals.unknownUser()
  }
  sandbox.commit({ type: 'remove-member', accountId: account.accountId, groupId: group.id })
  return noContent
}

function requireWritableGroup(context: Context): SandboxGroup {
  const group = requireGroup(context)
  if (group.synced) throw refusals.syncedGroup()
  return group
}

function requireMember({ sandbox }: Context, accountId: string): SandboxAccount {
  const account = sandbox.model.accounts.get(accountId)
  if (!account || account.membershipStatus === 'no_membership') throw refusals.unknownUser()
  if (account.accountType === 'app' && sandbox.settings.serviceAccountMembership === 'refused')
    throw envelope(404, 'USER_NOT_FOUND', 'User not found')
  return account
}
