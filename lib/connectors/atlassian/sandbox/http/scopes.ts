import { envelope, type Refusal } from '../replies.ts'
import type { Settings } from '../settings.ts'
import { templateOf } from './endpoints.ts'

/**
 * What a key with scopes needs:
 * - a scope by its name: Atlassian's OpenAPI document names it for the operation; for one group a public client measured it;
 * - `any read`: no scope is named, but keys with read scopes were seen to be let in;
 * - `lists nothing`: answered with an empty list (measured by public clients);
 * - a code: only a key without scopes is let in, and others are refused with that code.
 */
type Need =
  | `read:${string}`
  | 'any read'
  | 'lists nothing'
  | 'INSUFFICIENT_SCOPE'
  | 'ADMIN-UAM-403-1'
  | 'ADMIN-403-3'

const org = '/v1/orgs/{orgId}'
const org2 = '/v2/orgs/{orgId}'
const directory = `${org2}/directories/{directoryId}`
const users = `${directory}/users`
const groups = `${directory}/groups`

/** One line an endpoint. Measured refusals are those of memberships, v1 and groups; the other ones are inferred from them. */
const needs: Record<string, Need> = {
  'GET /v1/orgs': 'lists nothing',
  [`GET ${org}`]: 'read:orgs:admin',
  [`GET ${org}/users`]: 'read:accounts:admin',
  [`GET ${org}/directory/users/{accountId}/last-active-dates`]: 'ADMIN-403-3',
  [`GET ${org}/domains`]: 'read:domains:admin',
  [`GET ${org}/domains/{domainId}`]: 'read:domains:admin',
  [`GET ${org}/events`]: 'read:events:admin',
  [`GET ${org}/events/{eventId}`]: 'read:events:admin',
  [`GET ${org}/events-stream`]: 'read:events:admin',
  [`GET ${org}/event-actions`]: 'read:events:admin',
  'GET /api-access/v1/orgs/{orgId}/api-keys': 'read:keys:admin',
  'GET /api-access/v1/orgs/{orgId}/api-keys/count': 'read:keys:admin',
  [`GET ${org}/policies`]: 'INSUFFICIENT_SCOPE',
  [`POST ${org}/policies`]: 'INSUFFICIENT_SCOPE',
  [`GET ${org}/policies/{policyId}`]: 'INSUFFICIENT_SCOPE',
  [`PUT ${org}/policies/{policyId}`]: 'INSUFFICIENT_SCOPE',
  [`DELETE ${org}/policies/{policyId}`]: 'INSUFFICIENT_SCOPE',
  [`POST ${org}/policies/{policyId}/resources`]: 'INSUFFICIENT_SCOPE',
  [`PUT ${org}/policies/{policyId}/resources/{resourceId}`]: 'INSUFFICIENT_SCOPE',
  [`DELETE ${org}/policies/{policyId}/resources/{resourceId}`]: 'INSUFFICIENT_SCOPE',
  [`GET ${org}/policies/{policyId}/validate`]: 'INSUFFICIENT_SCOPE',
  [`POST ${org}/users/{userId}/roles/assign`]: 'INSUFFICIENT_SCOPE',
  [`POST ${org}/users/{userId}/roles/revoke`]: 'INSUFFICIENT_SCOPE',
  [`POST ${org}/users/{userId}/role-assignments/assign`]: 'INSUFFICIENT_SCOPE',
  [`POST ${org}/users/{userId}/role-assignments/revoke`]: 'INSUFFICIENT_SCOPE',
  [`GET ${org2}/directories`]: 'read:directories:admin',
  [`POST ${org2}/workspaces`]: 'read:workspaces:admin',
  [`POST ${org2}/users/invite`]: 'ADMIN-UAM-403-1',
  [`GET ${users}`]: 'read:directories:admin',
  [`POST ${users}/search`]: 'any read',
  [`GET ${users}/count`]: 'ADMIN-UAM-403-1',
  [`GET ${users}/stats`]: 'read:directories:admin',
  [`GET ${users}/{accountId}`]: 'ADMIN-UAM-403-1',
  [`DELETE ${users}/{accountId}`]: 'ADMIN-UAM-403-1',
  [`POST ${users}/{accountId}/suspend`]: 'ADMIN-UAM-403-1',
  [`POST ${users}/{accountId}/restore`]: 'ADMIN-UAM-403-1',
  [`GET ${users}/{accountId}/role-assignments`]: 'read:directories:admin',
  [`GET ${groups}`]: 'read:groups:admin',
  [`POST ${groups}`]: 'ADMIN-UAM-403-1',
  [`POST ${groups}/search`]: 'any read',
  [`GET ${groups}/count`]: 'ADMIN-UAM-403-1',
  [`GET ${groups}/stats`]: 'ADMIN-UAM-403-1',
  [`GET ${groups}/{groupId}`]: 'read:groups:admin',
  [`DELETE ${groups}/{groupId}`]: 'ADMIN-UAM-403-1',
  [`POST ${groups}/{groupId}/memberships`]: 'INSUFFICIENT_SCOPE',
  [`DELETE ${groups}/{groupId}/memberships/{accountId}`]: 'INSUFFICIENT_SCOPE',
  [`GET ${groups}/{groupId}/role-assignments`]: 'read:groups:admin',
  [`POST ${groups}/{groupId}/role-assignments/assign`]: 'ADMIN-UAM-403-1',
  [`POST ${groups}/{groupId}/role-assignments/revoke`]: 'ADMIN-UAM-403-1',
}

const byTemplate = new Map(Object.entries(needs).map(([endpoint, need]) => [templateOf(endpoint), need]))

/** Undefined for an endpoint without a line, which then only a key without scopes may call. */
export const needOf = (endpoint: string): Need | undefined => byTemplate.get(templateOf(endpoint))

/** `lists nothing` where the answer is an empty list; null where nothing stands in the way. @throws Refusal otherwise. */
export function checkScopes(endpoint: string, settings: Settings): 'lists nothing' | null {
  const { keyScopes } = settings
  if (keyScopes === null) return null
  const need = needOf(endpoint)
  if (need === 'lists nothing') return need
  if (need === 'any read' && keyScopes.some((scope) => scope.startsWith('read:'))) return null
  if (need?.startsWith('read:') && keyScopes.includes(need)) return null
  throw refusalOf(need, settings)
}

function refusalOf(need: Need | undefined, { insufficientScopeStatus }: Settings): Refusal {
  if (need === 'ADMIN-UAM-403-1') return envelope(403, need, 'Forbidden', 'The key may not do this')
  if (need === 'ADMIN-403-3') return envelope(403, need, 'Forbidden', 'The key may not manage this org')
  return envelope(insufficientScopeStatus, 'ADMIN-401-2', 'INSUFFICIENT_SCOPE')
}
