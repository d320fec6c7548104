import type { AccessWay, Grantability } from '#lib/inventory/types.ts'

export const requestStatuses = [
  'requires_approval',
  'approved',
  'provisioning',
  'granted',
  'revoked',
  'unverified',
  'provisioning_failed',
  'denied',
  'cancelled',
  'expired',
] as const
export type RequestStatus = (typeof requestStatuses)[number]
export type RequestKind = 'grant' | 'revoke'

/** The words on screen. */
export const statusLabels: Record<RequestStatus, string> = {
  requires_approval: 'Requires approval',
  approved: 'Approved',
  provisioning: 'Provisioning',
  granted: 'Granted, verified',
  revoked: 'Revoked, verified',
  unverified: 'Sent, not verified',
  provisioning_failed: 'Provisioning failed',
  denied: 'Denied',
  cancelled: 'Cancelled',
  expired: 'Expired',
}

export interface RequestRow {
  id: string
  number: number
  kind: RequestKind
  status: RequestStatus
  notSentReason: string | null
  createdAt: Date
  entitlementName: string
  resourceName: string
  appName: string
  accountName: string
  requesterName: string
  mayDecide: boolean
}

export interface AttemptRow {
  number: number
  outcome: 'sending' | 'accepted' | 'verified' | 'unverified' | 'refused'
  startedAt: Date
  acceptedAt: Date | null
  finishedAt: Date | null
  errorKind: string | null
  errorMessage: string | null
  retryable: boolean | null
  vendor: {
    status: number | null
    code: string | null
    title: string | null
    detail: string | null
    requestId: string | null
    endpoint: string | null
  }
}

export interface RequestEvent {
  id: string
  at: Date
  event: string
  actorName: string
  data: Record<string, unknown>
}

export interface RequestDetail {
  id: string
  number: number
  kind: RequestKind
  status: RequestStatus
  reason: string
  createdAt: Date
  decidedAt: Date | null
  decisionComment: string | null
  finishedAt: Date | null
  notSentReason: string | null
  app: { id: string; displayName: string }
  connector: {
    id: string
    displayName: string
    provisionRoles: boolean
    provisionMemberships: boolean
    config: unknown
  }
  entitlement: {
    id: string
    displayName: string
    description: string | null
    slug: string
    takesSeat: boolean | null
    kind: string
  }
  resource: { id: string; displayName: string; productName: string | null; url: string | null }
  account: { id: string; displayName: string; email: string | null }
  requester: { id: string; name: string; email: string }
  decidedBy: { name: string } | null
  /** Who may decide it. */
  approvers: string[]
  attempts: AttemptRow[]
  timeline: RequestEvent[]
  /** How the account holds the entitlement right now, as far as Rolecall has read. */
  ways: AccessWay[]
  holdersNow: number
  may: { decide: boolean; cancel: boolean; retry: boolean; readApp: boolean; readConnector: boolean }
}

/** A role that can be asked for, as the person who looks at it stands to it. */
export interface CatalogRole {
  entitlementId: string
  displayName: string
  description: string | null
  slug: string
  takesSeat: boolean | null
  grantability: Grantability
  refusedAt: Date | null
  appId: string
  appName: string
  resourceId: string
  resourceName: string
  productName: string | null
  /** The own account holds it. */
  held: boolean
  /** Number and id of the own open request for it. */
  openRequest: { id: string; number: number } | null
}
