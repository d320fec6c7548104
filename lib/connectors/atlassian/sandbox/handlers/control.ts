import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseControl } from '../control/parse-control.ts'
import type { Change } from '../changes.ts'
import { statusOf } from '../records.ts'
import { noContent, ok, type Reply } from '../replies.ts'

const accountId = z.string().min(1)
const onRole = { accountId, resourceId: z.string(), role: z.string() }

/** One line of the journal, and the body of a change from outside. */
export const ChangeInput = z.union([
  z.strictObject({ type: z.enum(['assign-role', 'revoke-role']), ...onRole }),
  z.strictObject({
    type: z.enum(['assign-platform-role', 'revoke-platform-role']),
    accountId,
    role: z.string(),
  }),
  z.strictObject({ type: z.enum(['add-member', 'remove-member']), accountId, groupId: z.string() }),
  z.strictObject({ type: z.literal('add-account'), accountId, name: z.string(), email: z.string() }),
  z.strictObject({
    type: z.enum([
      'remove-account',
      'remove-from-directory',
      'suspend',
      'restore',
      'deactivate',
      'reactivate',
    ]),
    accountId,
  }),
  z.strictObject({ type: z.literal('rename'), accountId, name: z.string() }),
  z.strictObject({ type: z.literal('change-email'), accountId, email: z.string() }),
  z.strictObject({
    type: z.literal('create-group'),
    groupId: z.string().min(1),
    name: z.string(),
    description: z.string(),
  }),
  z.strictObject({ type: z.literal('delete-group'), groupId: z.string() }),
  z.strictObject({
    type: z.enum(['assign-group-role', 'revoke-group-role']),
    groupId: z.string(),
    resourceId: z.string(),
    role: z.string(),
  }),
])

/** GET /__sandbox/requests: calls by endpoint, since the start or the last DELETE. */
export function countRequests({ sandbox }: Context): Reply {
  return ok(Object.fromEntries(sandbox.requests))
}

/** DELETE /__sandbox/requests */
export function resetRequests({ sandbox }: Context): Reply {
  sandbox.requests.clear()
  return noContent
}

/** POST /__sandbox/changes: somebody else changes the organization. */
export function makeChange(context: Context): Reply {
  const change: Change = parseControl(ChangeInput, context)
  context.sandbox.commit(change)
  return noContent
}

/** GET /__sandbox/state: what is true, with what reads do not see yet under `pending`. */
export function showState({ sandbox }: Context): Reply {
  const { model } = sandbox
  return ok({
    organizationId: model.organizationId,
    organizationName: model.organizationName,
    directoryId: model.directoryId,
    settings: sandbox.settings,
    pending: sandbox.pending,
    workspaces: [...model.workspaces.values()].map(({ roles, ...workspace }) => ({
      ...workspace,
      roles: [...roles],
      seats: model.seats(workspace.id).size,
    })),
    groups: [...model.groups.values()].map(({ roles, members, ...group }) => ({
      ...group,
      roles: [...roles],
      members: [...members],
    })),
    accounts: [...model.accounts.values()].map((account) => ({
      accountId: account.accountId,
      name: account.name,
      email: account.email,
      status: statusOf(account),
      claimStatus: account.claimStatus,
      platformRoles: [...account.platformRoles],
      groups: [...account.groups],
      directRoles: [...account.roles],
    })),
  })
}
