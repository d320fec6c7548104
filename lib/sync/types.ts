import type { ConnectorStatus, RunStatus } from '#lib/connectors/types.ts'
import type { Page } from '#lib/platform/db/keyset.ts'

export interface ConnectorRow {
  id: string
  displayName: string
  kind: string
  status: ConnectorStatus
  appId: string
  appName: string
  owners: string[]
  provisionRoles: boolean
  provisionMemberships: boolean
  lastSucceededAt: Date | null
  /** The one that is going on. */
  run: { id: string; status: RunStatus; startedAt: Date | null; vendorCalls: number } | null
  /** Null while it is paused. */
  nextSyncAt: Date | null
  pausedAt: Date | null
  keyExpiresAt: Date | null
  /** Null where Rolecall keeps no access token. */
  secretHint: string | null
  error: string | null
}

export interface ConnectorDetail {
  id: string
  displayName: string
  kind: string
  app: { id: string; displayName: string }
  owners: { id: string; name: string; email: string; isInvited: boolean }[]
  /** Of Atlassian; null where Rolecall does not know it. */
  organizationId: string | null
  provisionRoles: boolean
  provisionMemberships: boolean
  /** Last four characters of the access token; null where there is none. */
  secretHint: string | null
  secretSetAt: Date | null
  secretSetBy: string | null
  /** When the access token stops working; null: unknown. */
  keyExpiresAt: Date | null
  /** Something was read: the connector stays with its organization. */
  isRead: boolean
  schedule: { everyMinutes: number; cron: string | null; timeZone: string }
  mayManage: boolean
}

export interface PhaseProgress {
  phase: string
  label: string
  status: 'pending' | 'running' | 'succeeded' | 'held' | 'failed' | 'skipped' | 'cancelled'
  read: number
  added: number
  changed: number
  removed: number
  /** Removals that the guard holds back. */
  held: number
  /** Why it is held, has failed or was not read. */
  cause: string | null
  vendor: unknown
  startedAt: Date | null
  finishedAt: Date | null
}

export interface LogLine {
  id: string
  at: Date
  level: 'info' | 'warning' | 'error'
  message: string
}

/** A page of the log of a run. */
export interface RunLogLines extends Page<LogLine> {
  /** For how many days the lines of a log are kept. */
  keptDays: number
}

export interface RunSummary {
  id: string
  status: RunStatus
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  errorMessage: string | null
  vendorCalls: number
  /** applied | discarded | superseded: what became of what it held. */
  heldOutcome: string | null
  /** Over all phases. */
  added: number
  changed: number
  removed: number
}

export interface RunDetail {
  id: string
  status: RunStatus
  trigger: string
  requestedBy: string | null
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  vendorCalls: number
  /** Until when the vendor wants calls to rest; null while nothing is waited for. */
  waitingUntil: Date | null
  /** How long the last good runs took, in milliseconds; null before there is one. */
  usualMs: number | null
  held: HeldPlan | null
  heldOutcome: string | null
  error: { kind: string | null; message: string; vendor: unknown } | null
  phases: PhaseProgress[]
  calls: EndpointCalls[]
  /** The last lines of the log, and how many there are in all. */
  log: LogLine[]
  logTotal: number
}

/** Calls of a run to one endpoint. */
export interface EndpointCalls {
  endpoint: string
  calls: number
  /** Of these, answered with an error or not at all. */
  failed: number
  /** Milliseconds, summed. */
  durationMs: number
  waitedMs: number
}

/** What the guard of a run holds, or held. */
export interface HeldPlan {
  /** waiting: a person is to decide · gone: what was read is lost. */
  state: 'waiting' | 'gone' | 'applied' | 'discarded' | 'superseded'
  endedBy: string | null
  endedAt: Date | null
  /** Of what it would remove: how much was asked for one by one, and how much of that is still there. */
  evidence: { asked: number; stay: number } | null
}

/** A held plan that a person is to decide about. */
export interface WaitingPlan {
  runId: string
  /** Removals that it holds back. */
  held: number
}

/** The same beside those of other connectors. */
export interface WaitingPlanOf extends WaitingPlan {
  connectorId: string
  connectorName: string
}

/** From when on removals of one kind are held. */
export interface KindLimit {
  kind: string
  percent: number
  objects: number
  /** Who has set it, and when; null for the usual one. */
  set: { by: string | null; at: Date } | null
}

/** The limits of a connector, and the one that is usual. */
export interface RemovalLimits {
  usual: { percent: number; objects: number }
  kinds: KindLimit[]
}

export interface Progress {
  status: ConnectorStatus
  lastSucceededAt: Date | null
  /** Null while it is paused. */
  nextSyncAt: Date | null
  pausedAt: Date | null
  /** The one that goes on, or else the newest. */
  run: RunDetail | null
  heldPlan: WaitingPlan | null
  /** The newest ones, and how many there are in all. */
  runs: RunSummary[]
  runsTotal: number
  /** Calls to the vendor in the last 24 hours, by runs that began in them. */
  callsLastDay: number
}

/** What one kind would lose if the held plan were applied. */
export interface LossKind {
  kind: string
  count: number
  limit: { percent: number; objects: number }
  /** The first of them. */
  names: { name: string; detail: string | null }[]
}

/** How many `accounts`, `group memberships`, … a run has added, changed and removed. */
export interface ChangeCount {
  kind: string
  added: number
  changed: number
  removed: number
}

/** What a run has changed: how much in all, and a page of it as sentences' parts: `Grace Hopper` `lost` `Jira admin on acme`. */
export interface RunChanges extends Page<RunChange> {
  counts: ChangeCount[]
}

export interface RunChange {
  /** Stable within the run. */
  id: string
  object: 'account' | 'resource' | 'entitlement' | 'grant'
  change: 'added' | 'changed' | 'removed' | 'returned' | 'gained' | 'lost'
  name: string
  /** The other side of a grant, or which fields changed. */
  detail: string | null
  /** Page of the thing, without the app's part: `accounts/…`. */
  path: string | null
}
