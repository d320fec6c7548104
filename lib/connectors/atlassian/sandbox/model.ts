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

/** A change that was accepted; also one line of the journal. */
export type Change =
  | { type: 'assign-role' | 'revoke-role'; accountId: string; resourceId: string; role: string }
  | { type: 'assign-platform-role' | 'revoke-platform-role'; accountId: string; role: string }
  | { type: 'add-member' | 'remove-member'; accountId: string; groupId: string }
  | { type: 'add-account'; accountId: string; name: string; email: string }
  | { type: 'remove-account'; accountId: string }

export const holding = (resourceId: string, role: string): string => `${resourceId}#${role}`

/** Roles that take a seat (measured by public clients). */
export const seatRoles: ReadonlySet<string> = new Set(['atlassian/user', 'atlassian/admin'])

/** One organization with its indexes. Every list is in order of position, so that a cursor can stand between rows. */
export class Model {
  readonly organizationId: string
  readonly organizationName: string
  readonly directoryId: string
  readonly workspaces = new Map<string, SandboxWorkspace>()
  readonly accounts = new Map<string, SandboxAccount>()
  readonly groups = new Map<string, SandboxGroup>()
  /** Grows with every change; lists that were put together before are stale. */
  version = 0
  readonly #direct = new Map<string, Set<string>>()
  readonly #carriers = new Map<string, Set<string>>()
  #lastPosition = 0

  constructor(input: { organizationId: string; organizationName: string; directoryId: string }) {
    this.organizationId = input.organizationId
    this.organizationName = input.organizationName
    this.directoryId = input.directoryId
  }

  nextPosition(): number {
    this.#lastPosition += 1
    return this.#lastPosition
  }

  addAccount(account: SandboxAccount): void {
    this.accounts.set(account.accountId, account)
    this.version += 1
  }

  addGroup(group: SandboxGroup): void {
    this.groups.set(group.id, group)
    for (const key of group.roles) into(this.#carriers, key).add(group.id)
    this.version += 1
  }

  giveGroupRole(groupId: string, resourceId: string, role: string): void {
    const key = holding(resourceId, role)
    this.groups.get(groupId)?.roles.add(key)
    into(this.#carriers, key).add(groupId)
  }

  /** Ids of accounts that hold the role, directly or through a group. */
  holders(resourceId: string, role: string): Set<string> {
    const key = holding(resourceId, role)
    const found = new Set(this.#direct.get(key))
    for (const groupId of this.#carriers.get(key) ?? []) {
      for (const accountId of this.groups.get(groupId)?.members ?? []) found.add(accountId)
    }
    return found
  }

  /** Ids of active accounts with a seat on the workspace. */
  seats(resourceId: string): Set<string> {
    const seated = new Set<string>()
    for (const role of seatRoles) {
      for (const accountId of this.holders(resourceId, role)) {
        const account = this.accounts.get(accountId)
        if (account && statusOf(account) === 'active') seated.add(accountId)
      }
    }
    return seated
  }

  /** Roles of the account: `<workspace id>#<role>` → how it is held. */
  rolesOf(account: SandboxAccount): Map<string, Set<'direct' | 'group_direct' | 'inferred'>> {
    const held = new Map<string, Set<'direct' | 'group_direct' | 'inferred'>>()
    for (const key of account.roles) into(held, key).add('direct')
    for (const groupId of account.groups) {
      for (const key of this.groups.get(groupId)?.roles ?? []) into(held, key).add('group_direct')
    }
    return held
  }

  /** Carries out a change; one that is already so, or names something that is gone, does nothing. */
  apply(change: Change): void {
    this.version += 1
    const account = this.accounts.get(change.accountId)
    if (change.type === 'add-account') {
      if (!account) this.addAccount(plainAccount(change, this.nextPosition()))
      return
    }
    if (account) applyTo(account, change, this, this.#direct)
  }
}

function applyTo(
  account: SandboxAccount,
  change: Exclude<Change, { type: 'add-account' }>,
  model: Model,
  direct: Map<string, Set<string>>,
): void {
  switch (change.type) {
    case 'assign-role':
      account.roles.add(holding(change.resourceId, change.role))
      into(direct, holding(change.resourceId, change.role)).add(account.accountId)
      break
    case 'revoke-role':
      account.roles.delete(holding(change.resourceId, change.role))
      direct.get(holding(change.resourceId, change.role))?.delete(account.accountId)
      break
    case 'assign-platform-role':
      account.platformRoles.add(change.role)
      break
    case 'revoke-platform-role':
      account.platformRoles.delete(change.role)
      break
    case 'add-member':
      if (!model.groups.has(change.groupId)) break
      account.groups.add(change.groupId)
      model.groups.get(change.groupId)?.members.add(account.accountId)
      break
    case 'remove-member':
      account.groups.delete(change.groupId)
      model.groups.get(change.groupId)?.members.delete(account.accountId)
      break
    case 'remove-account':
      for (const groupId of account.groups) model.groups.get(groupId)?.members.delete(account.accountId)
      for (const key of account.roles) direct.get(key)?.delete(account.accountId)
      model.accounts.delete(account.accountId)
      break
  }
}

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

function into<V>(map: Map<string, Set<V>>, key: string): Set<V> {
  const known = map.get(key)
  if (known) return known
  const fresh = new Set<V>()
  map.set(key, fresh)
  return fresh
}
