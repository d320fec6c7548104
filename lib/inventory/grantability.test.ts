import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toGrantability } from './grantability.ts'

const none = { documented: false, heldAt: null, acceptedAt: null, refusedAt: null }
const at = (day: number) => new Date(Date.UTC(2026, 0, day))

describe('whether an entitlement can be had', () => {
  it.each([
    ['never_seen', none],
    ['likely', { ...none, documented: true }],
    ['known', { ...none, heldAt: at(1) }],
    ['known', { ...none, acceptedAt: at(1) }],
    ['refused', { ...none, documented: true, refusedAt: at(1) }],
    ['refused', { ...none, heldAt: at(1), refusedAt: at(2) }],
    ['refused', { ...none, acceptedAt: at(1), refusedAt: at(2) }],
    ['known', { ...none, heldAt: at(3), acceptedAt: at(1), refusedAt: at(2) }],
    ['known', { ...none, acceptedAt: at(3), refusedAt: at(2) }],
  ] as const)('is %s', (expected, evidence) => {
    expect(toGrantability(evidence)).toBe(expected)
  })

  it('is what the last thing that happened says', () => {
    const day = fc.option(fc.integer({ min: 1, max: 300 }).map(at))
    const evidence = fc.record({ documented: fc.boolean(), heldAt: day, acceptedAt: day, refusedAt: day })
    fc.assert(
      fc.property(evidence, (before) => {
        expect(toGrantability({ ...before, refusedAt: at(400) })).toBe('refused')
        expect(toGrantability({ ...before, acceptedAt: at(400) })).toBe('known')
        expect(toGrantability({ ...before, heldAt: at(400) })).toBe('known')
      }),
    )
  })
})
