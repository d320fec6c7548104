import { z } from 'zod'
import type { Api } from './lists.ts'
import { text } from './shapes.ts'

/** An account in its own directory: changes do not accept `-`. */
export interface AccountRef {
  directoryId: string
  accountId: string
}

export interface Invitation {
  /** 1 to 25 addresses. */
  emails: string[]
  /** Roles on workspaces that the invited people get. */
  permissionRules?: { resource: string; role: string }[]
  /** Ids of groups that they join. */
  additionalGroups?: string[]
  /** Whether Atlassian writes to them; it does not unless asked. */
  sendNotification?: boolean
  notificationText?: string
}

const Outcome = { status: z.string(), statusReason: text }
export const InvitationAnswer = z.object({
  data: z.array(
    z.object({
      id: text,
      email: z.string(),
      results: z
        .array(
          z.object({
            /** The role may come back in an internal form (Atlassian's OpenAPI document). */
            roleAssignmentResult: z.array(z.object({ resource: text, role: text, ...Outcome })).nullish(),
            groupAssignmentResult: z.array(z.object({ group: text, ...Outcome })).nullish(),
          }),
        )
        .nullish(),
    }),
  ),
})
export type InvitationAnswer = z.infer<typeof InvitationAnswer>

const user = '/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}'
const access = '/v1/orgs/{orgId}/users/{userId}'

/** Changes of what one account holds on a workspace or on the organization. */
export function roleChanges({ http, orgId }: Api) {
  function change(path: string, userId: string, body: object, signal: AbortSignal): Promise<void> {
    return http.change({ method: 'POST', path: `${access}${path}`, ids: { orgId, userId }, body }, signal)
  }

  return {
    assignRole(accountId: string, role: string, resource: string, signal: AbortSignal): Promise<void> {
      return change('/roles/assign', accountId, { role, resource }, signal)
    },

    revokeRole(accountId: string, role: string, resource: string, signal: AbortSignal): Promise<void> {
      return change('/roles/revoke', accountId, { role, resource }, signal)
    },

    /** Seen by reads after up to 30 seconds (Atlassian's OpenAPI document). */
    assignOrganizationAdmin(accountId: string, signal: AbortSignal): Promise<void> {
      return change('/role-assignments/assign', accountId, { role: 'atlassian/org-admin' }, signal)
    },

    revokeOrganizationAdmin(accountId: string, signal: AbortSignal): Promise<void> {
      return change('/role-assignments/revoke', accountId, { role: 'atlassian/org-admin' }, signal)
    },
  }
}

/** Changes of an account in its directory, and new ones. */
export function lifecycleChanges({ http, orgId }: Api) {
  return {
    /** Takes away access to every product of the directory; roles and groups are kept. An organization admin is refused. */
    suspendAccount({ directoryId, accountId }: AccountRef, signal: AbortSignal): Promise<void> {
      const ids = { orgId, directoryId, accountId }
      return http.change({ method: 'POST', path: `${user}/suspend`, ids }, signal)
    },

    restoreAccount({ directoryId, accountId }: AccountRef, signal: AbortSignal): Promise<void> {
      const ids = { orgId, directoryId, accountId }
      return http.change({ method: 'POST', path: `${user}/restore`, ids }, signal)
    },

    /** Queued by Atlassian. The account must be invited anew to come back; its roles and groups do not. */
    removeAccount({ directoryId, accountId }: AccountRef, signal: AbortSignal): Promise<void> {
      return http.change({ method: 'DELETE', path: user, ids: { orgId, directoryId, accountId } }, signal)
    },

    /**
     * Invites people, of whom some may be refused: every address has results of its own.
     * @throws ConnectorError seat-limit without a paid subscription (402) or a free seat (409).
     */
    inviteAccounts(invitation: Invitation, signal: AbortSignal): Promise<InvitationAnswer> {
      const path = '/v2/orgs/{orgId}/users/invite'
      const call = { method: 'POST', path, ids: { orgId }, body: invitation } as const
      return http.changeAndRead(call, InvitationAnswer, signal)
    },
  }
}
