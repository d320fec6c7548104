import type { AccountAccess, EntitlementTarget } from '#lib/connectors/contract.ts'

/**
 * Whether what was asked for is what the vendor now says. A grant is in effect however it is held; a revocation is in
 * effect once nothing is assigned to the account itself, even when a group still carries the role.
 */
export function isInEffect(
  kind: 'grant' | 'revoke',
  target: EntitlementTarget,
  access: AccountAccess,
): boolean {
  if (target.kind === 'membership') {
    return access.groupExternalIds.includes(target.resourceExternalId) === (kind === 'grant')
  }
  const held = access.roles.find(
    (role) => role.resourceExternalId === target.resourceExternalId && role.slug === target.slug,
  )
  if (kind === 'grant') return held !== undefined && held.methods.length > 0
  return !held?.methods.includes('direct')
}
