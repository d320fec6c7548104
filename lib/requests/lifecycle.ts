import type { RequestKind, RequestStatus } from './types.ts'

/** What can happen to a request. */
export type RequestStep =
  | 'approve'
  | 'deny'
  | 'cancel'
  | 'expire'
  | 'send'
  | 'verify'
  | 'stay_unverified'
  | 'fail'
  | 'retry'
  /** What it is about cannot be reached any more: its connector was deleted. */
  | 'abandon'

type Table = Record<RequestStatus, Partial<Record<RequestStep, RequestStatus | 'done'>>>

/** `done` is granted or revoked, by the kind of the request. */
const table: Table = {
  requires_approval: {
    approve: 'approved',
    deny: 'denied',
    cancel: 'cancelled',
    expire: 'expired',
    abandon: 'cancelled',
  },
  approved: { send: 'provisioning', cancel: 'cancelled', retry: 'approved', abandon: 'cancelled' },
  provisioning: {
    verify: 'done',
    stay_unverified: 'unverified',
    fail: 'provisioning_failed',
    abandon: 'cancelled',
  },
  unverified: {
    verify: 'done',
    retry: 'approved',
    fail: 'provisioning_failed',
    cancel: 'cancelled',
    abandon: 'cancelled',
  },
  provisioning_failed: { retry: 'approved', cancel: 'cancelled' },
  granted: {},
  revoked: {},
  denied: {},
  cancelled: {},
  expired: {},
}

/** The status after a step, null when the step is not possible from there. */
export function nextStatus(
  kind: RequestKind,
  status: RequestStatus,
  step: RequestStep,
): RequestStatus | null {
  const next = table[status][step] ?? null
  if (next !== 'done') return next
  return kind === 'grant' ? 'granted' : 'revoked'
}

/** Whether nothing more will happen to it by itself or by a person. */
export const isClosed = (status: RequestStatus): boolean => Object.keys(table[status]).length === 0
