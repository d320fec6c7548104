import type {
  AccountAccess,
  AccountRecord,
  EntitlementRecord,
  GrantRecord,
  ResourceRecord,
  ResourceType,
} from '../contract.ts'
import type { Group } from './api/groups.ts'
import type { Organization } from './api/organizations.ts'
import type { User, UserRole } from './api/users.ts'
import type { Workspace } from './api/workspaces.ts'
import { describeRole, isDocumented, productName } from './roles.ts'

/** The last part of an ARI (`ari:cloud:identity::group/<id>` → `<id>`); a bare id stays as it is. */
export const lastSegment = (id: string): string => id.slice(id.lastIndexOf('/') + 1)

/** The owner in an ARI (`ari:cloud:confluence::site/…` → `confluence`); null when it is none. */
export const ownerOfAri = (ari: string): string | null => /^ari:cloud:([^:]+):/.exec(ari)?.[1] ?? null

/** Whether a role is on the organization and its sites, and no product's: the row says so, or its ARI does. */
export const isOnPlatform = (row: {
  resourceId: string
  resourceOwner?: string | null | undefined
}): boolean => (row.resourceOwner ?? ownerOfAri(row.resourceId)) === 'platform'

export const entitlementId = (resourceExternalId: string, slug: string): string =>
  `${resourceExternalId}#${slug}`

function toDate(value: string | null | undefined): Date | null {
  const at = value ? new Date(value) : null
  return at && Number.isFinite(at.getTime()) ? at : null
}

/** The organization as the resource that platform roles are held on. */
export function toOrganizationRecord(
  organizationId: string,
  organization: Organization,
  directories: number,
  url: string,
): ResourceRecord {
  return {
    resourceType: 'organization',
    externalId: organizationId,
    displayName: organization.attributes?.name ?? 'Atlassian organization',
    description: null,
    productKey: null,
    productName: null,
    url,
    status: null,
    lockedReason: null,
    attributes: { directories },
  }
}

/** Key of the product a workspace belongs to: the owner in its ARI, else what its attributes say. */
export function productKeyOf(workspace: Workspace): string {
  const attributes = workspace.attributes
  const key =
    ownerOfAri(workspace.id) ?? attributes?.typeKey ?? attributes?.type ?? workspace.type ?? 'unknown'
  return key.toLowerCase()
}

/**
 * A workspace. Atlassian gives all products of a site the site's name, so the product is put in front.
 */
export function toWorkspaceRecord(workspace: Workspace): ResourceRecord {
  const attributes = workspace.attributes
  const productKey = productKeyOf(workspace)
  const product = productName(productKey) ?? attributes?.type ?? productKey
  const site = attributes?.hostUrl?.replace(/^https?:\/\//, '').replace(/\/.*$/, '') ?? null
  const name = attributes?.name ?? site ?? lastSegment(workspace.id)
  return {
    resourceType: 'workspace',
    externalId: workspace.id,
    displayName: name.toLowerCase().includes(product.toLowerCase()) ? name : `${product} · ${name}`,
    description: null,
    productKey,
    productName: product,
    url: attributes?.hostUrl ?? null,
    status: attributes?.status ?? null,
    lockedReason: null,
    attributes: { name, site, capacity: attributes?.capacity ?? null, realm: attributes?.realm ?? null },
  }
}

/** Whether Atlassian refuses changes of a group's members; three signs, seen by public clients. */
function isSynced(group: Group): boolean {
  return (
    group.managementAccess?.modifiable === false ||
    group.managedBy === 'external' ||
    group.externalSynced === true
  )
}

export function toGroupRecord(group: Group, url: string): ResourceRecord {
  return {
    resourceType: 'group',
    externalId: lastSegment(group.id),
    displayName: group.name ?? lastSegment(group.id),
    description: group.description || null,
    productKey: null,
    productName: null,
    url,
    status: null,
    lockedReason: isSynced(group) ? 'Managed by your identity provider' : null,
    attributes: { directoryId: group.directoryId ?? null, managedBy: group.managedBy ?? null },
    // A count that Atlassian left out may be any number, so the group is read.
    hints: { members: group.counts?.users ?? 1, roles: group.counts?.resources ?? 1 },
  }
}

export function toMembershipEntitlement(group: ResourceRecord): EntitlementRecord {
  return {
    externalId: entitlementId(group.externalId, 'member'),
    resourceType: 'group',
    resourceExternalId: group.externalId,
    kind: 'membership',
    slug: 'member',
    displayName: `Member of ${group.displayName}`,
    description: `Has every role that the group ${group.displayName} carries.`,
    takesSeat: null,
    documented: true,
    held: false,
  }
}

/** @param productKey `organization` for a role on the organization. */
export function toRoleEntitlement(
  resourceType: ResourceType,
  resourceExternalId: string,
  productKey: string,
  role: string,
  held: boolean,
): EntitlementRecord {
  return {
    externalId: entitlementId(resourceExternalId, role),
    resourceType,
    resourceExternalId,
    kind: 'role',
    slug: role,
    ...describeRole(productKey, role),
    documented: isDocumented(productKey, role),
    held,
  }
}

/** Atlassian's word for an account and ours. `status` sums up the other two; without it they are put together. */
function toStatus(user: User): Pick<AccountRecord, 'status' | 'vendorStatus'> {
  const vendorStatus = user.status ?? composeStatus(user)
  if (user.forDeletion || user.accountStatus === 'closed') return { status: 'deleted', vendorStatus }
  if (vendorStatus === 'for_deletion' || vendorStatus === 'closed') return { status: 'deleted', vendorStatus }
  return { status: vendorStatus === 'active' ? 'enabled' : 'disabled', vendorStatus }
}

function composeStatus(user: User): string {
  if (user.accountStatus === 'inactive') return 'deactivated'
  if (user.accountStatus === 'closed') return 'closed'
  if (user.membershipStatus === 'suspended') return 'suspended'
  if (user.membershipStatus === 'no_membership') return 'not_invited'
  return user.accountStatus ?? 'unknown'
}

export function toAccountRecord(user: User): AccountRecord {
  const used = (user.productAccess ?? [])
    .map((access) => toDate(access.lastActiveTimestamp)?.getTime() ?? 0)
    .reduce((latest, one) => Math.max(latest, one), 0)
  return {
    externalId: user.accountId,
    displayName: user.name || user.nickname || user.email || user.accountId,
    email: user.email || null,
    ...toStatus(user),
    accountType: user.accountType === 'app' ? 'service_account' : 'user',
    external: user.claimStatus === 'unmanaged',
    addedAt: toDate(user.addedToOrg),
    lastActiveAt: used > 0 ? new Date(used) : null,
    attributes: {
      jobTitle: user.jobTitle ?? null,
      department: user.department ?? null,
      location: user.location ?? null,
      managementSource: user.managementSource ?? null,
      mfaEnabled: user.mfaEnabled ?? null,
    },
  }
}

/** What one account holds by its own row of the user list: memberships, and roles on the organization. */
export function toOwnGrants(user: User, organizationId: string): GrantRecord[] {
  const memberships = (user.groups ?? []).map((group) => entitlementId(lastSegment(group.id), 'member'))
  const platform = (user.platformRoles ?? []).map((role) => entitlementId(organizationId, role))
  const held = { principalType: 'account', principalExternalId: user.accountId } as const
  return [
    ...memberships.map((id): GrantRecord => ({
      entitlementExternalId: id,
      on: 'group',
      ...held,
      method: 'direct',
    })),
    ...platform.map((id): GrantRecord => ({
      entitlementExternalId: id,
      on: 'organization',
      ...held,
      method: 'unstated',
    })),
  ]
}

export function toAccountGrant(
  entitlementExternalId: string,
  on: GrantRecord['on'],
  accountId: string,
  method: GrantRecord['method'],
): GrantRecord {
  return { entitlementExternalId, on, principalType: 'account', principalExternalId: accountId, method }
}

const methodWords: Record<string, 'direct' | 'group' | 'inferred'> = {
  direct: 'direct',
  group_direct: 'group',
  inferred: 'inferred',
}

/**
 * Roles of one account with how each is held. Rows of Jira projects and goals are not access to a workspace and are left
 * out; platform rows (organization and its sites) count as held on the organization, and on the site where it is listed.
 */
export function toHeldRoles(rows: UserRole[], organizationId: string): AccountAccess['roles'] {
  const held = new Map<string, AccountAccess['roles'][number]>()
  for (const row of rows) {
    const owner = row.resourceOwner ?? ownerOfAri(row.resourceId)
    if (owner === 'project' || owner === 'goal') continue
    const resources = resourcesOf(row.resourceId, owner, organizationId)
    const assigned =
      row.roleAssignments ??
      (row.roles ?? []).map((role) => ({ role, roleAssignmentMethods: [] as string[] }))
    for (const { role, roleAssignmentMethods } of assigned) {
      for (const resourceExternalId of resources) {
        const key = entitlementId(resourceExternalId, role)
        const known = held.get(key) ?? { resourceExternalId, slug: role, methods: [] }
        for (const word of roleAssignmentMethods ?? []) {
          const method = methodWords[word] ?? 'inferred'
          if (!known.methods.includes(method)) known.methods.push(method)
        }
        held.set(key, known)
      }
    }
  }
  return [...held.values()]
}

function resourcesOf(resourceId: string, owner: string | null, organizationId: string): string[] {
  if (owner !== 'platform') return [resourceId]
  return resourceId.startsWith('ari:cloud:platform::site/') ? [organizationId, resourceId] : [organizationId]
}
