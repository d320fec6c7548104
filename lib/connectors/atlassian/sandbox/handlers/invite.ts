import { z } from 'zod'
import type { Context } from '../context.ts'
import { createRandom } from '../organization/random.ts'
import { seatRoles, type SandboxGroup, type SandboxWorkspace } from '../records.ts'
import { envelope, refusals, type Reply } from '../replies.ts'
import { ownerOf } from './user-roles.ts'

const roleNames = ['user', 'admin', 'guest', 'contributor', 'customer', 'basic', 'stakeholder', 'viewer']

/** With the limits of Atlassian's OpenAPI document. */
const Invitation = z.object({
  emails: z
    .array(z.string().regex(/^[^@\s]+@[^@\s]+$/))
    .min(1)
    .max(25),
  permissionRules: z
    .array(z.object({ resource: z.string(), role: z.enum(roleNames.map((name) => `atlassian/${name}`)) }))
    .default([]),
  additionalGroups: z.array(z.string()).default([]),
  sendNotification: z.boolean().default(false),
  notificationText: z.string().optional(),
})

interface Rule {
  workspace: SandboxWorkspace
  role: string
}

/** POST /v2/orgs/{orgId}/users/invite: 200 when all went well, 206 when something did not, each with its reason. */
export function inviteUsers(context: Context): Reply {
  const { sandbox } = context
  if (!sandbox.settings.paidSubscription) throw envelope(402, 'ADMIN-UAM-402-1', 'Payment required')
  const parsed = Invitation.safeParse(context.body)
  if (!parsed.success) throw refusals.badRequest(z.prettifyError(parsed.error))
  const { emails, permissionRules, additionalGroups } = parsed.data
  const rules = permissionRules.map(({ resource, role }) => {
    const workspace = sandbox.model.workspaces.get(resource)
    if (!workspace) throw refusals.unknownWorkspace()
    return { workspace, role }
  })
  const groups = additionalGroups.map((id) => {
    const group = sandbox.model.groups.get(id)
    if (!group) throw refusals.unknownGroup()
    return group
  })
  requireSeats(context, emails, rules)
  const data = emails.map((email) => inviteOne(context, email, rules, groups))
  const outcomes = data.flatMap(({ results }) =>
    results.flatMap((one) => [...one.roleAssignmentResult, ...one.groupAssignmentResult]),
  )
  return { status: outcomes.some((one) => one.status === 'ERROR') ? 206 : 200, body: { data } }
}

function requireSeats({ sandbox }: Context, emails: string[], rules: Rule[]): void {
  const ids = emails.map((email) => findAccountId(sandbox.model, email) ?? email)
  const full = rules.find(
    ({ workspace, role }) => seatRoles.has(role) && !sandbox.hasSeatsForAll(ids, workspace.id),
  )
  if (full) throw refusals.noSeat()
}

function findAccountId(model: Context['sandbox']['model'], email: string): string | null {
  return model.accounts.values().find((account) => account.email === email)?.accountId ?? null
}

function inviteOne({ sandbox }: Context, email: string, rules: Rule[], groups: SandboxGroup[]) {
  const { model, settings } = sandbox
  const known = findAccountId(model, email)
  const accountId = known ?? `712020:${createRandom(`account ${model.organizationId} ${email}`).uuid()}`
  if (known) sandbox.commit({ type: 'restore', accountId })
  else sandbox.commit({ type: 'add-account', accountId, email, name: email.slice(0, email.indexOf('@')) })
  const roleAssignmentResult = rules.map(({ workspace, role }) => {
    const statusReason = whyNot(workspace, role)
    if (statusReason === null)
      sandbox.commit({ type: 'assign-role', accountId, resourceId: workspace.id, role })
    return {
      resource: workspace.id,
      role: written(settings.inviteRoleForm, workspace, role),
      ...outcome(statusReason),
    }
  })
  const groupAssignmentResult = groups.map((group) => {
    const statusReason = group.synced ? 'The group is synced from an identity provider' : null
    if (statusReason === null) sandbox.commit({ type: 'add-member', accountId, groupId: group.id })
    return { group: group.id, ...outcome(statusReason) }
  })
  return { id: accountId, email, results: [{ roleAssignmentResult, groupAssignmentResult }] }
}

const outcome = (statusReason: string | null) => ({
  status: statusReason === null ? 'INVITED' : 'ERROR',
  statusReason,
})

function whyNot(workspace: SandboxWorkspace, role: string): string | null {
  if (workspace.status === 'offline') return 'The product is not licensed'
  return workspace.roles.has(role) ? null : `Role ${role} is not valid for this resource`
}

/** Atlassian may answer with an internal form of the role (its OpenAPI document). */
function written(form: 'role' | 'ari', workspace: SandboxWorkspace, role: string): string {
  if (form === 'role') return role
  const name = role.slice(role.indexOf('/') + 1)
  return `ari:cloud:${ownerOf(workspace.id)}::role/product/${name === 'user' ? 'member' : name}`
}
