import { readText, type Context } from '../context.ts'
import {
  seatRoles,
  statusOf,
  type SandboxAccount,
  type SandboxGroup,
  type SandboxWorkspace,
} from '../records.ts'
import { noContent, refusals, type Reply } from '../replies.ts'

/** Roles that the calls accept at all (Atlassian's OpenAPI document); no viewer, no ai-access. */
const roles = new Set(
  [
    'user',
    'user-access-admin',
    'admin',
    'guest',
    'contributor',
    'customer',
    'basic',
    'stakeholder',
    'site-admin',
    'org-admin',
  ].map((name) => `atlassian/${name}`),
)

/** POST /v1/orgs/{orgId}/users/{userId}/roles/assign */
export function assignRole(context: Context): Reply {
  const { sandbox } = context
  const role = requireRole(context)
  if (role === 'atlassian/org-admin') return assignOrganizationAdmin(context)
  const account = requireAccount(context)
  const workspace = requireWorkspace(context)
  const { accountId } = account
  if (statusOf(account) !== 'active') throw refusals.inactiveUser()
  if (workspace.status === 'offline') throw refusals.notLicensed()
  if (!workspace.roles.has(role)) throw refusals.invalidRole(role)
  if (seatRoles.has(role) && !sandbox.hasSeatFor(account, workspace.id)) throw refusals.noSeat()
  const group =
    sandbox.settings.assignMode === 'default-group' ? defaultGroup(context, workspace, role) : null
  if (group) sandbox.commit({ type: 'add-member', accountId, groupId: group.id })
  else sandbox.commit({ type: 'assign-role', accountId, resourceId: workspace.id, role })
  return noContent
}

/** POST /v1/orgs/{orgId}/users/{userId}/roles/revoke. What other groups give stays. */
export function revokeRole(context: Context): Reply {
  const { sandbox } = context
  const role = requireRole(context)
  if (role === 'atlassian/org-admin') return revokeOrganizationAdmin(context)
  const { accountId } = requireAccount(context)
  const workspace = requireWorkspace(context)
  sandbox.commit({ type: 'revoke-role', accountId, resourceId: workspace.id, role })
  const group =
    sandbox.settings.assignMode === 'default-group' ? defaultGroup(context, workspace, role) : null
  if (group) sandbox.commit({ type: 'remove-member', accountId, groupId: group.id })
  return noContent
}

/** POST /v1/orgs/{orgId}/users/{userId}/role-assignments/assign */
export function assignOrganizationAdmin(context: Context): Reply {
  requireOrganizationAdminRole(context)
  const account = requireAccount(context)
  if (statusOf(account) !== 'active') throw refusals.inactiveUser()
  context.sandbox.commit({
    type: 'assign-platform-role',
    accountId: account.accountId,
    role: 'atlassian/org-admin',
  })
  return noContent
}

/** POST /v1/orgs/{orgId}/users/{userId}/role-assignments/revoke */
export function revokeOrganizationAdmin(context: Context): Reply {
  requireOrganizationAdminRole(context)
  const { accountId } = requireAccount(context)
  context.sandbox.commit({ type: 'revoke-platform-role', accountId, role: 'atlassian/org-admin' })
  return noContent
}

function requireOrganizationAdminRole({ body }: Context): void {
  if (body['role'] !== 'atlassian/org-admin') throw refusals.badRequest('role must be atlassian/org-admin')
}

function requireRole({ body }: Context): string {
  const role = readText(body['role'])
  if (!role || !roles.has(role)) throw refusals.badRequest('unknown role')
  return role
}

function requireAccount({ sandbox, params }: Context): SandboxAccount {
  const account = sandbox.model.accounts.get(params['userId'] ?? '')
  if (!account || account.membershipStatus === 'no_membership') throw refusals.unknownUser()
  return account
}

function requireWorkspace({ sandbox, body }: Context): SandboxWorkspace {
  const resource = readText(body['resource'])
  if (!resource) throw refusals.noResource()
  const workspace = sandbox.model.workspaces.get(resource)
  if (!workspace) throw refusals.unknownWorkspace()
  return workspace
}

function defaultGroup({ sandbox }: Context, workspace: SandboxWorkspace, role: string): SandboxGroup | null {
  for (const group of sandbox.model.groups.values()) {
    if (group.defaultFor?.resourceId === workspace.id && group.defaultFor.role === role) return group
  }
  return null
}
