import type { Api } from './lists.ts'

/**
 * Roles that Atlassian gives on a workspace only and that take no paid seat. `atlassian/org-admin` must never be among
 * them: for that one Atlassian asks for no workspace, and would carry the call out.
 */
export const probeRoles = [
  'atlassian/customer',
  'atlassian/stakeholder',
  'atlassian/basic',
  'atlassian/contributor',
  'atlassian/guest',
] as const
export type ProbeRole = (typeof probeRoles)[number]

/** No group and no account has these: a UUID without a version, and a word that is the form of no account id. */
const groupOfNobody = '00000000-0000-0000-0000-000000000000'
const nobody = 'rolecall-connection-test'

/**
 * Calls that ask for a change in a way that can only be refused, to hear whether the endpoint answers at all. Each lacks
 * what there would be to change: the workspace of a role, anybody to invite, a group and an account that exist.
 * They end as ConnectorError; one that resolves was accepted against all expectation, except for the invitation of nobody.
 */
export function probeCalls({ http, orgId }: Api) {
  return {
    /** Public clients have measured 400 ADMIN-UAM-400-5. @param role that the account may well hold. */
    grantNowhere(userId: string, role: ProbeRole, signal: AbortSignal): Promise<void> {
      const path = '/v1/orgs/{orgId}/users/{userId}/roles/assign'
      return http.change({ method: 'POST', path, ids: { orgId, userId }, body: { role } }, signal)
    },

    /** @param role that the account does not hold: there is nothing to take, whatever Atlassian makes of the call. */
    revokeNowhere(userId: string, role: ProbeRole, signal: AbortSignal): Promise<void> {
      const path = '/v1/orgs/{orgId}/users/{userId}/roles/revoke'
      return http.change({ method: 'POST', path, ids: { orgId, userId }, body: { role } }, signal)
    },

    inviteNobody(signal: AbortSignal): Promise<void> {
      const path = '/v2/orgs/{orgId}/users/invite'
      const body = { emails: [], sendNotification: false }
      return http.change({ method: 'POST', path, ids: { orgId }, body }, signal)
    },

    joinNowhere(directoryId: string, signal: AbortSignal): Promise<void> {
      const path = '/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/memberships'
      const ids = { orgId, directoryId, groupId: groupOfNobody }
      return http.change({ method: 'POST', path, ids, body: { accountId: nobody } }, signal)
    },
  }
}
