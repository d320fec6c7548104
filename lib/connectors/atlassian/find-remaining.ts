import type { Loss, ResourceType } from '../contract.ts'
import { ConnectorError } from '../errors.ts'
import type { AtlassianClient } from './client.ts'
import { collect } from './http/pagination.ts'
import { entitlementId, lastSegment, ownerOfAri, toHeldRoles } from './mapper.ts'

type GrantLoss = Extract<Loss, { kind: 'grant' }>

interface Asking {
  client: AtlassianClient
  organizationId: string
  signal: AbortSignal
}

/**
 * Asks for each loss by another call than the list that has left it out, for that one may be broken: an account or a group
 * by itself, memberships by the groups of the account, roles by the account's or the group's own assignments.
 * @throws ConnectorError; the signal's reason.
 */
export async function findRemaining(asking: Asking, losses: readonly Loss[]): Promise<Loss[]> {
  const { client, signal } = asking
  const grants = losses.filter((one) => one.kind === 'grant')
  const roles = grants.filter((one) => one.target.kind === 'role')
  const found = [
    await keepThere(
      losses.filter((one) => one.kind === 'account'),
      (one) => client.getUser(one.externalId, signal),
    ),
    await keepThere(resourcesOf(losses, 'group'), (one) => client.getGroup(one.externalId, signal)),
    await remainingWorkspaces(asking, losses),
    await keepHeld(
      grants.filter((one) => one.target.kind === 'membership'),
      (accountId) => membershipsOf(asking, accountId),
    ),
    await keepHeld(
      roles.filter((one) => one.principalType === 'account'),
      (accountId) => rolesOfAccount(asking, accountId),
    ),
    await keepHeld(
      roles.filter((one) => one.principalType === 'group'),
      (groupId) => rolesOfGroup(asking, groupId),
    ),
  ]
  return found.flat()
}

async function keepThere<T extends Loss>(
  losses: readonly T[],
  ask: (loss: T) => Promise<unknown>,
): Promise<Loss[]> {
  const there = await Promise.all(losses.map((one) => nullWhenUnknown(ask(one))))
  return losses.filter((_, index) => there[index] !== null)
}

/** @param heldBy entitlements of one principal, by their external ids. */
async function keepHeld(
  losses: readonly GrantLoss[],
  heldBy: (principal: string) => Promise<string[]>,
): Promise<Loss[]> {
  const byPrincipal = [...Map.groupBy(losses, (one) => one.principalExternalId)]
  const kept = await Promise.all(
    byPrincipal.map(async ([principal, ofPrincipal]) => {
      const held = new Set(await nullWhenUnknown(heldBy(principal)))
      return ofPrincipal.filter(({ target }) =>
        held.has(entitlementId(target.resourceExternalId, target.slug)),
      )
    }),
  )
  return kept.flat()
}

async function nullWhenUnknown<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'not-found') return null
    throw error
  }
}

/** They are few, and no call asks for one of them: the list is read once more. */
async function remainingWorkspaces({ client, signal }: Asking, losses: readonly Loss[]): Promise<Loss[]> {
  const asked = resourcesOf(losses, 'workspace')
  if (asked.length === 0) return []
  const there = new Set((await collect(client.listWorkspaces(signal))).map(({ id }) => id))
  return asked.filter((one) => there.has(one.externalId))
}

async function membershipsOf({ client, signal }: Asking, accountId: string): Promise<string[]> {
  const groups = await collect(client.searchGroups({ accountIds: [accountId] }, signal))
  return groups.map(({ id }) => entitlementId(lastSegment(id), 'member'))
}

async function rolesOfAccount(
  { client, organizationId, signal }: Asking,
  accountId: string,
): Promise<string[]> {
  const roles = toHeldRoles(await client.listUserRoles(accountId, signal), organizationId)
  return roles.map((one) => entitlementId(one.resourceExternalId, one.slug))
}

async function rolesOfGroup({ client, organizationId, signal }: Asking, groupId: string): Promise<string[]> {
  const rows = await client.listGroupRoles(groupId, signal)
  return rows.flatMap(({ resourceId, resourceOwner, roles }) => {
    const onPlatform = (resourceOwner ?? ownerOfAri(resourceId)) === 'platform'
    return (roles ?? []).map((role) => entitlementId(onPlatform ? organizationId : resourceId, role))
  })
}

const resourcesOf = (losses: readonly Loss[], type: ResourceType) =>
  losses.flatMap((one) => (one.kind === 'resource' && one.resourceType === type ? [one] : []))
