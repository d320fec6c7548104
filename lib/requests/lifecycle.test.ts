import { describe, expect, test } from 'vitest'
import { isClosed, nextStatus, type RequestStep } from './lifecycle.ts'
import { requestStatuses, type RequestStatus } from './types.ts'

const steps: RequestStep[] = [
  'approve',
  'deny',
  'cancel',
  'expire',
  'send',
  'verify',
  'stay_unverified',
  'fail',
  'retry',
  'abandon',
]

/** Everything that may happen to a request for a grant; whatever is not written here must be refused. */
const legal: Record<string, RequestStatus> = {
  'requires_approval approve': 'approved',
  'requires_approval deny': 'denied',
  'requires_approval cancel': 'cancelled',
  'requires_approval expire': 'expired',
  'approved send': 'provisioning',
  'approved cancel': 'cancelled',
  'approved retry': 'approved',
  'provisioning verify': 'granted',
  'provisioning stay_unverified': 'unverified',
  'provisioning fail': 'provisioning_failed',
  'unverified verify': 'granted',
  'unverified retry': 'approved',
  'unverified fail': 'provisioning_failed',
  'unverified cancel': 'cancelled',
  'requires_approval abandon': 'cancelled',
  'approved abandon': 'cancelled',
  'provisioning abandon': 'cancelled',
  'unverified abandon': 'cancelled',
  'provisioning_failed retry': 'approved',
  'provisioning_failed cancel': 'cancelled',
}

describe('the lifecycle of a request', () => {
  for (const status of requestStatuses) {
    for (const step of steps) {
      const expected = legal[`${status} ${step}`] ?? null
      test(`${status}: ${step} ${expected ? `leads to ${expected}` : 'is refused'}`, () => {
        expect(nextStatus('grant', status, step)).toBe(expected)
      })
    }
  }

  test('a verified revocation is Revoked, never Granted', () => {
    expect(nextStatus('revoke', 'provisioning', 'verify')).toBe('revoked')
    expect(nextStatus('revoke', 'unverified', 'verify')).toBe('revoked')
  })

  test('a request is granted only after it was approved and sent', () => {
    const before = requestStatuses.filter((status) =>
      steps.some((step) => nextStatus('grant', status, step) === 'granted'),
    )
    expect(before).toEqual(['provisioning', 'unverified'])
  })

  test('final statuses stay', () => {
    expect(requestStatuses.filter(isClosed)).toEqual(['granted', 'revoked', 'denied', 'cancelled', 'expired'])
  })
})
