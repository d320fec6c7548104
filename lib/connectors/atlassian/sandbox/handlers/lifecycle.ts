import { requireDirectory, type Context } from '../context.ts'
import type { SandboxAccount } from '../records.ts'
import { noContent, refusals, type Reply } from '../replies.ts'

/** POST …/users/{accountId}/suspend: access to every product goes, roles and groups stay (Atlassian's OpenAPI document). */
export function suspendUser(context: Context): Reply {
  const { accountId } = requireChangeable(context)
  context.sandbox.commit({ type: 'suspend', accountId })
  return noContent
}

/** POST …/users/{accountId}/restore */
export function restoreUser(context: Context): Reply {
  const { accountId } = requireChangeable(context)
  context.sandbox.commit({ type: 'restore', accountId })
  return noContent
}

/** DELETE …/users/{accountId}: queued; roles and groups do not come back with a new invitation. */
export function removeUser(context: Context): Reply {
  requireDirectory(context, 'write')
  const { accountId } = requireInDirectory(context)
  const { sandbox } = context
  sandbox.commit({ type: 'remove-from-directory', accountId }, sandbox.settings.removeAfterMs)
  return noContent
}

/** An organization admin can be neither suspended nor restored (noted by public clients). */
function requireChangeable(context: Context): SandboxAccount {
  requireDirectory(context, 'write')
  const account = requireInDirectory(context)
  if (account.platformRoles.has('atlassian/org-admin'))
    throw refusals.badRequest('An organization admin cannot be suspended or restored')
  return account
}

function requireInDirectory({ sandbox, params }: Context): SandboxAccount {
  const account = sandbox.model.accounts.get(params['accountId'] ?? '')
  if (!account || account.membershipStatus === 'no_membership') throw refusals.unknownUser()
  return account
}
