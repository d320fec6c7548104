import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCronProblem, nextStart, nextTimes } from './schedule.ts'

const at = (text: string) => new Date(text)

describe('an interval', () => {
  test('counts from the start before, and is a little late', () => {
    const hourly = { everyMinutes: 60, cron: null, timeZone: 'UTC' }
    expect(nextStart(hourly, at('2026-11-24T10:00:00Z'), null, 0)).toEqual(at('2026-11-24T11:00:00Z'))
    expect(nextStart(hourly, at('2026-11-24T10:00:00Z'), null, 1)).toEqual(at('2026-11-24T11:05:00Z'))
  })

  test('is never shorter than it says, nor a tenth longer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 10_080 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (minutes, chance) => {
          const start = at('2026-01-01T00:00:00Z')
          const next = nextStart({ everyMinutes: minutes, cron: null, timeZone: 'UTC' }, start, start, chance)
          const waited = ((next?.getTime() ?? 0) - start.getTime()) / 60_000
          expect(waited).toBeGreaterThanOrEqual(minutes)
          expect(waited).toBeLessThanOrEqual(Math.min(minutes * 1.1, minutes + 5) + 0.001)
        },
      ),
    )
  })
})

describe('a cron expression', () => {
  const daily = { everyMinutes: 60, cron: '30 2 * * *', timeZone: 'Europe/Berlin' }

  test('is read in its time zone, summer and winter', () => {
    expect(nextStart(daily, at('2026-07-01T12:00:00Z'), null, 0)).toEqual(at('2026-07-02T00:30:00Z'))
    expect(nextStart(daily, at('2026-12-01T12:00:00Z'), null, 0)).toEqual(at('2026-12-02T01:30:00Z'))
  })

  test('comes once a day also when the clock changes', () => {
    const days = (from: string) =>
      nextTimes(daily.cron, daily.timeZone, at(from), 3).map((one) =>
        one.toLocaleDateString('en-CA', { timeZone: 'Europe/Berlin' }),
      )
    expect(days('2026-03-28T12:00:00Z')).toEqual(['2026-03-29', '2026-03-30', '2026-03-31'])
    expect(days('2026-10-24T12:00:00Z')).toEqual(['2026-10-25', '2026-10-26', '2026-10-27'])
  })

  test('leaves five minutes between two starts, however late the one before was', () => {
    const often = { everyMinutes: 60, cron: '*/5 * * * *', timeZone: 'UTC' }
    const late = at('2026-11-24T10:01:50Z')
    expect(nextStart(often, late, late, 0)).toEqual(at('2026-11-24T10:06:50Z'))
    expect(nextStart(often, at('2026-11-24T10:04:00Z'), late, 0)).toEqual(at('2026-11-24T10:06:50Z'))
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (second, chance) => {
          const start = new Date(at('2026-11-24T00:00:00Z').getTime() + second * 1000)
          const next = nextStart(often, start, start, chance)
          expect((next?.getTime() ?? 0) - start.getTime()).toBeGreaterThanOrEqual(5 * 60_000)
        },
      ),
    )
  })

  test.each([
    ['*/5 * * * *', null],
    ['H * * * *', 'Write a number instead of H'],
    ['H/15 6 * * *', 'Write a number instead of H'],
    ['0 6 * * H(1-5)', 'Write a number instead of H'],
    ['0 6 * * THU', null],
    ['0 6 * * 1-5', null],
    ['* * * * *', 'Leave at least 5 minutes'],
    ['0,3 * * * *', 'Leave at least 5 minutes'],
    ['58,2 * * * *', 'Leave at least 5 minutes'],
    ['0 0 30 2 *', 'This is no schedule'],
    ['0 0 6 * * *', 'Write five fields'],
    ['hourly', 'Write five fields'],
    ['61 * * * *', 'This is no schedule'],
  ])('"%s" is judged', (cron, problem) => {
    const found = findCronProblem(cron, 'UTC', at('2026-11-24T10:00:00Z'))
    expect(found ?? 'fine').toContain(problem ?? 'fine')
  })
})
