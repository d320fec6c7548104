export type AccountStatus = 'enabled' | 'disabled' | 'deleted'
/** known: held or granted there · likely: documented for the product only · never_seen: neither · refused: refused since. */
export type Grantability = 'known' | 'likely' | 'never_seen' | 'refused'

/** What is known about whether an entitlement can be had where it is. */
export interface Evidence {
  /** The vendor documents that the product has it. */
  documented: boolean
  /** First seen held there by anybody, after the last refusal if there was one. */
  heldAt: Date | null
  /** Last granted there and read back. */
  acceptedAt: Date | null
  /** Last refused there. */
  refusedAt: Date | null
}

export interface AccountRow {
  id: string
  displayName: string
  email: string | null
  status: AccountStatus
  vendorStatus: string
  accountType: 'user' | 'service_account'
  external: boolean
  lastActiveAt: Date | null
  /** The person of the console with the same e-mail. */
  ownerName: string | null
  /** Workspace roles held, directly or through a group. */
  roles: number
}

export interface ResourceRow {
  id: string
  displayName: string
  description: string | null
  productName: string | null
  url: string | null
  status: string | null
  lockedReason: string | null
  /** Accounts with any entitlement on it, directly or through a group; of a group: its members. */
  holders: number
  entitlements: number
}

export interface EntitlementRow {
  id: string
  displayName: string
  description: string | null
  slug: string
  kind: string
  resourceName: string
  productName: string | null
  takesSeat: boolean | null
  grantability: Grantability
  requestable: boolean
  directHolders: number
  inheritedHolders: number
}

/** One way in which an account holds an entitlement. */
export interface AccessWay {
  /** The direct grant, or the grant of the role to the group. */
  grantId: string
  through: { groupId: string; name: string; lockedReason: string | null } | null
  method: 'direct' | 'inferred'
  requestId: string | null
  since: Date
}

/** An entitlement that an account holds now, with every way at once. */
export interface EffectiveAccess {
  entitlementId: string
  displayName: string
  description: string | null
  slug: string
  kind: string
  resourceId: string
  resourceType: string
  resourceName: string
  resourceLockedReason: string | null
  ways: AccessWay[]
}

export interface HolderRow {
  accountId: string
  displayName: string
  email: string | null
  status: AccountStatus
  ways: AccessWay[]
}

export interface PastGrant {
  id: string
  label: string
  resourceName: string
  accountId: string | null
  accountName: string | null
  from: Date
  to: Date
  byRequestId: string | null
}

/** What a connected system says an account holds: groups it is in, and roles with how it has them. */
export interface ReadBackAccess {
  groupExternalIds: string[]
  roles: {
    resourceExternalId: string
    slug: string
    methods: ('direct' | 'group' | 'inferred')[]
  }[]
}

/** What began or ended something, with its page. `unknown`: from before causes were kept. */
export interface Cause {
  /** deletion: it ended with its connector. */
  by: 'request' | 'sync' | 'read-back' | 'deletion' | 'unknown'
  href: string | null
}

interface ObjectOn {
  id: string
  /** The day asked for, and the one that it is. */
  day: string
  today: string
  /** The day on which the connector was connected: nothing is known before. */
  knownFrom: string
  appId: string
  appName: string
  /** Of today. */
  displayName: string
  firstSeenAt: Date
  beganBy: Cause
  endedAt: Date | null
  endedBy: Cause | null
  /** What was held then; the first of them. */
  holdings: HoldingOn[]
  total: number
}

/** An account on a day; `state` is null when it was not there. */
export interface AccountOn extends ObjectOn {
  state: {
    displayName: string
    email: string | null
    status: AccountStatus
    vendorStatus: string
    external: boolean
  } | null
}

export interface EntitlementOn extends ObjectOn {
  resourceName: string
  state: { displayName: string; description: string | null } | null
}

/** One way in which an account held an entitlement at an instant. */
export interface HoldingOn {
  id: string
  account: { id: string; name: string }
  entitlement: { id: string; name: string; kind: string }
  resourceName: string
  /** The group that gave it. */
  through: string | null
  since: Date
  until: Date | null
  beganBy: Cause
  endedBy: Cause | null
}
