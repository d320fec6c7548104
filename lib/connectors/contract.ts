import type { ConnectorError, VendorAnswer } from './errors.ts'

/**
 * What every vendor implements, in the field's own model: resources, accounts, entitlements, grants.
 * No vendor word leaves a vendor's folder except as opaque strings (`externalId`, `vendorStatus`, `attributes`).
 */

export type ResourceType = 'organization' | 'workspace' | 'group'

export interface ResourceRecord {
  resourceType: ResourceType
  externalId: string
  displayName: string
  description: string | null
  /** Product of a workspace: stable key and the name people know. */
  productKey: string | null
  productName: string | null
  url: string | null
  /** Vendor's word for its state, e.g. `online`. */
  status: string | null
  /** Why nobody can change it from here (a group that an identity provider manages); null when it can be changed. */
  lockedReason: string | null
  attributes: Record<string, string | number | boolean | null>
  /** What a later phase of the same run wants to know of it (how many members a group has); staged, never kept. */
  hints?: Record<string, number>
}

export interface AccountRecord {
  externalId: string
  displayName: string
  email: string | null
  status: 'enabled' | 'disabled' | 'deleted'
  vendorStatus: string
  accountType: 'user' | 'service_account'
  /** Not managed by the organization (no claimed domain). */
  external: boolean
  addedAt: Date | null
  /** Latest use of any product; null means unknown, never unused. */
  lastActiveAt: Date | null
  attributes: Record<string, string | number | boolean | null>
}

export interface EntitlementRecord {
  /** Unique within the connector: `<resource externalId>#<slug>`. */
  externalId: string
  resourceType: ResourceType
  resourceExternalId: string
  kind: 'role' | 'membership'
  /** The vendor's id of the role (`atlassian/user`), or `member`. */
  slug: string
  /** Plain words: `Confluence user`. */
  displayName: string
  /** What it allows, one sentence. */
  description: string | null
  /** Whether holding it takes a paid seat; null when unknown. */
  takesSeat: boolean | null
  /** Whether the vendor documents that the product has it. What exists on a resource is often published nowhere. */
  documented: boolean
  /** Whether the page that it came with has seen it held there. */
  held: boolean
}

export interface GrantRecord {
  entitlementExternalId: string
  /** Type of the resource that the entitlement is on. */
  on: ResourceType
  principalType: 'account' | 'group'
  principalExternalId: string
  /**
   * direct: the vendor says it is assigned to the principal itself · inferred: implied by something else ·
   * unstated: the vendor says the account holds it, not whether directly or through a group.
   */
  method: 'direct' | 'inferred' | 'unstated'
}

export const syncPhases = [
  'organization',
  'workspaces',
  'groups',
  'group-roles',
  'accounts',
  'role-holders',
] as const
export type SyncPhase = (typeof syncPhases)[number]

/** What one finished phase is complete about. Only that may be found missing, and so ended, by its diff. */
export interface PhaseCoverage {
  /** Phases that it builds on: it is not read when one of them has failed. */
  needs: readonly SyncPhase[]
  resourceTypes: readonly ResourceType[]
  accounts: boolean
  /** Entitlements on resources of these types. */
  entitlementsOn: readonly ResourceType[]
  /** Grants of entitlements on resources of `on` held by principals of `by`; of the entitlements with these slugs only. */
  grants: readonly { on: ResourceType; by: 'account' | 'group'; slugs?: readonly string[] }[]
}

export interface SyncPage {
  resources?: ResourceRecord[]
  accounts?: AccountRecord[]
  entitlements?: EntitlementRecord[]
  grants?: GrantRecord[]
  /** How many there are by the vendor's own count, where it has one: a list that ends early looks complete. */
  totals?: { accounts?: number; groups?: number }
  /** For the log and the counts: what was just read, in plain words ("Groups 101 to 200"). */
  note: string
  /** What is missing though the phase goes on, and what follows from that; stands in the run's log. */
  warning?: string
  /** Where the phase goes on once this page is kept; the connector's own, at most some kilobytes, opaque to others. */
  resume: string
}

/** What a run has staged so far, of the phases that are complete and of the one that is being read. */
export interface StagedSoFar {
  resources(
    resourceType: ResourceType,
  ): Promise<
    (Pick<ResourceRecord, 'externalId' | 'displayName' | 'productKey'> & { hints: Record<string, number> })[]
  >
  /** Of the entitlements on resources of this type. */
  entitlements(
    resourceType: ResourceType,
  ): Promise<Pick<EntitlementRecord, 'externalId' | 'resourceExternalId' | 'slug'>[]>
}

/** Where a phase is read from. */
export interface PhaseStart {
  /** `resume` of the last page that was kept, by whatever connector object; null: from the first page. */
  after: string | null
  staged: StagedSoFar
}

/** One named check of a connection test. */
export interface ConnectionCheck {
  key: string
  name: string
  /** Without it the connector cannot work at all; what is not required says what will not work. */
  required: boolean
  state: 'passed' | 'failed' | 'warning' | 'skipped'
  /** Milliseconds. */
  durationMs: number
  /** What was found, or the cause, in one sentence. */
  message: string
  /** What will not work when it did not pass, of a check that is not required. */
  consequence: string | null
  /** What to do when it did not pass. */
  fix: string | null
  /** The form field that the failure belongs to; null when it belongs to none. */
  field: 'accessToken' | 'organizationId' | null
  /** What the vendor itself said, where that is the cause. */
  vendor: VendorAnswer | null
}

/** Whether the vendor carries out changes of a kind: `disabled` when it refuses them all, `unknown` when it cannot be told. */
export type Answering = 'answers' | 'disabled' | 'unknown'

export interface ConnectionReport {
  /** Every required check has passed, or passed with a warning. */
  ok: boolean
  /** Where the calls went. */
  host: string
  /** The organization's name when it was found. */
  organizationName: string | null
  /** When the key stops working: by the vendor's word, else by what was known before; null: unknown. */
  keyExpiresAt: Date | null
  /** The vendor's name of the key, where it can be told which one this is. */
  keyLabel: string | null
  writes: { roles: Answering; invite: Answering; memberships: Answering }
  checks: ConnectionCheck[]
}

/** What is known of the credentials before they are tested. */
export interface KnownOfKey {
  /** The expiry date that a person entered, or that an earlier test was told. */
  keyExpiresAt?: Date | null
}

export interface EntitlementTarget {
  kind: 'role' | 'membership'
  slug: string
  resourceType: ResourceType
  resourceExternalId: string
}

/** What a connected system can do at all, whatever an account may. */
export interface Capabilities {
  /** Entitlements that can be granted and revoked; a change of any other is refused before a call is sent. */
  changes: readonly { kind: EntitlementTarget['kind']; on: ResourceType; slugs?: readonly string[] }[]
}

/** How one account holds things right now, read from the vendor. */
export interface AccountAccess {
  /** null: the vendor does not know the account (any more). */
  account: AccountRecord | null
  /** External ids of the groups it is a member of. */
  groupExternalIds: string[]
  roles: {
    resourceExternalId: string
    slug: string
    /** Several at once are possible. `group`: through direct membership in a group that carries the role. */
    methods: ('direct' | 'group' | 'inferred')[]
  }[]
}

/** Something that was known and that a list does not tell of any more. */
export type Loss =
  | { kind: 'resource'; resourceType: ResourceType; externalId: string }
  | { kind: 'account'; externalId: string }
  | {
      kind: 'grant'
      principalType: GrantRecord['principalType']
      principalExternalId: string
      target: EntitlementTarget
    }

/** What a vendor says of losses when it is asked for each; what is in neither list is gone. */
export interface LossAnswers {
  remaining: Loss[]
  /** Those for which there was no answer that says one or the other. */
  unanswered: { loss: Loss; error: ConnectorError }[]
}

/** One call to a vendor as it was sent, for counts and logs. A call that is retried reports every try. */
export interface CallReport {
  /** Method and path template, no ids and no host: `POST /v1/orgs/{orgId}/users/{userId}/roles/assign`. */
  endpoint: string
  /** HTTP status; null when no answer came. */
  status: number | null
  durationMs: number
  /** How long the call was held back before it was sent (other calls, rate limit, retry pause). */
  waitedMs: number
  /** How long it took to make sense of the answer; 0 when there was none to read. */
  parsedMs: number
}

/** A pause that the vendor or a failure imposes, told when it begins. */
export interface WaitReport {
  endpoint: string
  /** rate-limit: the vendor wants calls to rest · retry: a failed call is sent again after it. */
  reason: 'rate-limit' | 'retry'
  durationMs: number
}

/** A connected system. Every method may throw ConnectorError and stops promptly when `signal` aborts. */
export interface Connector {
  readonly capabilities: Capabilities
  /**
   * Changes nothing and reports each check; does not throw ConnectorError, a failure is a failed check. When `signal` ends
   * it by a time-out, what was found until then is the report.
   */
  check(signal: AbortSignal, known?: KnownOfKey): Promise<ConnectionReport>
  coverage(phase: SyncPhase): PhaseCoverage
  /**
   * Pages of one phase, in the order of `syncPhases`. Ending normally means the phase is complete; a failure throws.
   * What it needs of earlier phases it takes from what is staged, so that another object, in another process, can go on
   * behind any page. When the vendor does not know that place any more, the first page throws `bad-response`.
   */
  readPhase(phase: SyncPhase, start: PhaseStart, signal: AbortSignal): AsyncIterable<SyncPage>
  /**
   * One change; resolves when the vendor accepted it, which is not yet proof that it holds: read it back. What is held
   * already may be accepted again or be a `conflict`.
   */
  grant(accountExternalId: string, target: EntitlementTarget, signal: AbortSignal): Promise<void>
  /** One change; a grant that is not there any more counts as accepted. */
  revoke(accountExternalId: string, target: EntitlementTarget, signal: AbortSignal): Promise<void>
  /**
   * Which of some losses are none: asked for each, and where there is one by another call than the list that has left it
   * out, the vendor still tells of it. A role that is held counts however it is held, as in a list of holders. It takes
   * about a call for each, so ask for some only. Throws no more than `auth` and `rate-limited`.
   */
  findRemaining(losses: readonly Loss[], signal: AbortSignal): Promise<LossAnswers>
  /** What the account holds now, for read-back after a write and for detail on demand. */
  readAccess(accountExternalId: string, signal: AbortSignal): Promise<AccountAccess>
}
