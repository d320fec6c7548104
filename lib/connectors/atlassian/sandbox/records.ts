export interface SandboxWorkspace {
  /** ARI: `ari:cloud:confluence::site/<cloud id>`. */
  id: string
  productKey: string
  /** Label of the product, e.g. `Confluence`. */
  label: string
  siteName: string
  hostUrl: string
  status: 'online' | 'offline'
  /** Seats; null is no limit. */
  capacity: number | null
  /** Roles that it accepts. Others are refused with ADMIN-UAM-400-3. */
  roles: ReadonlySet<string>
  createdAt: string
}

export interface SandboxAccount {
  accountId: string
  /** Place in every list; never given out twice. */
  position: number
  accountType: string
  name: string
  email: string
  /** What the account's privacy keeps from the administrator: the e-mail, or all of the profile. */
  hides: 'nothing' | 'email' | 'profile'
  accountStatus: 'active' | 'inactive' | 'closed'
  membershipStatus: 'active' | 'suspended' | 'no_membership'
  forDeletion: boolean
  claimStatus: 'managed' | 'unmanaged'
  managementSource: 'invited' | 'synced' | null
  mfaEnabled: boolean
  jobTitle: string | null
  addedToOrg: string
  deactivatedOn: string | null
  /** Product key and ARI with the instant of last use. */
  productAccess: { id: string; key: string; lastActiveTimestamp: string }[]
  platformRoles: Set<string>
  groups: Set<string>
  /** Roles assigned to the account itself: `<workspace id>#<role>`. */
  roles: Set<string>
}

export interface SandboxGroup {
  id: string
  position: number
  name: string
  description: string
  /** From an identity provider, so read-only. */
  synced: boolean
  /** The product role that joining this group stands for. */
  defaultFor: { resourceId: string; role: string } | null
  /** `<workspace id>#<role>`. */
  roles: Set<string>
  members: Set<string>
}

export const holding = (resourceId: string, role: string): string => `${resourceId}#${role}`

/** Roles that take a seat (measured by public clients). */
export const seatRoles: ReadonlySet<string> = new Set(['atlassian/user', 'atlassian/admin'])

/** Atlassian's summary of the states of an account (its OpenAPI document). */
export function statusOf(account: SandboxAccount): string {
  if (account.forDeletion) return 'for_deletion'
  if (account.accountStatus !== 'active') return 'deactivated'
  if (account.membershipStatus === 'no_membership') return 'not_invited'
  return account.membershipStatus
}

/** An active, managed account that holds nothing. */
export function plainAccount(
  who: { accountId: string; name: string; email: string },
  position: number,
): SandboxAccount {
  return {
    accountId: who.accountId,
    position,
    accountType: 'atlassian',
    name: who.name,
    email: who.email,
    hides: 'nothing',
    accountStatus: 'active',
    membershipStatus: 'active',
    forDeletion: false,
    claimStatus: 'managed',
    managementSource: 'invited',
    mfaEnabled: true,
    jobTitle: null,
    addedToOrg: '2025-03-03T09:00:00.000Z',
    deactivatedOn: null,
    productAccess: [],
    platformRoles: new Set(),
    groups: new Set(),
    roles: new Set(),
  }
}
