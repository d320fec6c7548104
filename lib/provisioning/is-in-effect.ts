import type { AccountAccess, EntitlementTarget } from '#lib/connectors/contract.ts'

/**
 * Whether what was asked for is what the vendor now says. A grant is in effect however it is held; a revocation is in
 * effect once nothing is assigned to the account itself, even when a group still carries the role. An account that the
 * vendor does not show proves nothing, and neither does a role that is held nobody says how.
 */
export function isInEffect(
  kind: 'grant' | 'revoke',
  target: EntitlementTarget,
  access: AccountAccess,
): boolean {
  if (!access.account) return false
  if (target.kind === 'membership') {
    return access.groupExternalIds.includes(target.resourceExternalId) === (kind === 'grant')
  }
  const held = access.roles.find(
    (role) => role.resourceExternalId === target.resourceExternalId && role.slug === target.slug,
  )
  if (kind === 'grant') return held !== undefined
  return !held || (held.methods.length > 0 && !held.methods.includes('direct'))
}
