import type { Capabilities, EntitlementTarget } from '../contract.ts'
import { ConnectorError, type ConnectorErrorKind } from '../errors.ts'
import type { MembershipRef } from './api/groups.ts'
import type { AtlassianClient } from './client.ts'
import { lastSegment } from './mapper.ts'

/** Atlassian has no call for the other roles on the organization (its OpenAPI document). */
export const capabilities: Capabilities = {
  changes: [
    { kind: 'role', on: 'workspace' },
    { kind: 'role', on: 'organization', slugs: ['atlassian/org-admin'] },
    { kind: 'membership', on: 'group', slugs: ['member'] },
  ],
}

/** Gives what `target` names. @throws ConnectorError when Atlassian refuses or cannot be reached. */
export async function grantAccess(
  client: AtlassianClient,
  accountId: string,
  target: EntitlementTarget,
  signal: AbortSignal,
): Promise<void> {
  requireChangeable(target)
  if (target.kind === 'membership') {
    const membership = await findMembership(client, accountId, target, signal)
    // 409-2 says that the account is a member already (measured by public clients).
    await client
      .addMember(membership, signal)
      .catch(acceptWhen((error) => error.vendor.code === 'ADMIN-UAM-409-2'))
  } else if (target.resourceType === 'organization') {
    await client.assignOrganizationAdmin(accountId, signal)
  } else {
    await client.assignRole(accountId, target.slug, target.resourceExternalId, signal)
  }
}

/** Takes away what `target` names. @throws ConnectorError when Atlassian refuses or cannot be reached. */
export async function revokeAccess(
  client: AtlassianClient,
  accountId: string,
  target: EntitlementTarget,
  signal: AbortSignal,
): Promise<void> {
  requireChangeable(target)
  if (target.kind === 'membership') {
    const membership = await findMembership(client, accountId, target, signal)
    // The group was found just now, so 404 says that the account is not in it (public clients treat it so).
    await client.removeMember(membership, signal).catch(acceptWhen((error) => error.kind === 'not-found'))
  } else if (target.resourceType === 'organization') {
    await client.revokeOrganizationAdmin(accountId, signal)
  } else {
    await client.revokeRole(accountId, target.slug, target.resourceExternalId, signal)
  }
}

function acceptWhen(isAccepted: (error: ConnectorError) => boolean) {
  return (error: unknown) => {
    if (!(error instanceof ConnectorError) || !isAccepted(error)) throw error
  }
}

/** Writes want the group's real directory, which only the group itself tells. */
async function findMembership(
  client: AtlassianClient,
  accountId: string,
  target: EntitlementTarget,
  signal: AbortSignal,
): Promise<MembershipRef> {
  const groupId = target.resourceExternalId
  for await (const { rows } of client.searchGroups({ groupIds: [groupId] }, signal)) {
    const group = rows.find((one) => lastSegment(one.id) === groupId)
    if (group?.directoryId) return { directoryId: group.directoryId, groupId, accountId }
  }
  throw refusal(
    'not-found',
    'Atlassian does not know this group.',
    'POST /v2/orgs/{orgId}/directories/-/groups/search',
  )
}

function requireChangeable(target: EntitlementTarget): void {
  const can = capabilities.changes.some(
    ({ kind, on, slugs }) =>
      kind === target.kind && on === target.resourceType && (!slugs || slugs.includes(target.slug)),
  )
  if (can) return
  const message =
    target.resourceType === 'organization'
      ? 'Of the roles on the organization only Organization admin can be changed from here; change this one in Atlassian Administration.'
      : 'Atlassian has no way to change this from here.'
  throw refusal('invalid-role', message, 'none was sent')
}

function refusal(kind: ConnectorErrorKind, message: string, endpoint: string): ConnectorError {
  const vendor = { status: null, code: null, title: null, detail: null, requestId: null, endpoint }
  return new ConnectorError({ kind, message, vendor })
}
