import { expect, test } from 'vitest'
import { planPause, type Stop } from './pause.ts'

const minute = 60_000
const now = new Date('2026-11-24T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * minute)

const limited = {
  kind: 'rate-limited',
  retryAfterMs: 40 * minute,
  takenUpAt: ago(90),
  askedFrom: ago(90),
  lastPageAt: ago(0),
} as const
const outage = { ...limited, kind: 'unavailable', retryAfterMs: null, lastPageAt: ago(2) } as const

const cases: [string, Stop, number | null][] = [
  ['a rate limit is waited for as long as it says', limited, 40],
  ['also where nothing was read yet', { ...limited, lastPageAt: null }, 40],
  ['one that does not say for how long is asked again in a minute', { ...limited, retryAfterMs: null }, 1],
  ['a run is not drawn out for longer than a day', { ...limited, takenUpAt: ago(24 * 60 - 30) }, null],
  ['an outage is waited for as long as it has lasted', outage, 2],
  ['but for a quarter of a minute at least', { ...outage, lastPageAt: ago(0.01) }, 0.25],
  ['and for five minutes at most', { ...outage, lastPageAt: ago(30) }, 5],
  ['unless the vendor asks for more', { ...outage, retryAfterMs: 9 * minute }, 9],
  ['after an hour it is left to the next run', { ...outage, lastPageAt: ago(57) }, null],
  [
    'which is not longer than the vendor was asked',
    { ...outage, lastPageAt: ago(600), askedFrom: ago(1) },
    1,
  ],
  ['where nothing was read an outage is said at once', { ...outage, lastPageAt: null }, null],
]

test.each(cases)('%s', (_, stop, minutes) => {
  expect(planPause(stop, now)).toBe(minutes === null ? null : minutes * minute)
})
