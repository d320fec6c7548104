import { expect, test } from 'vitest'
import { describeCron, describeInterval } from './labels.ts'

test.each([
  [5, 'Every 5 minutes'],
  [60, 'Every hour'],
  [90, 'Every 90 minutes'],
  [240, 'Every 4 hours'],
  [1440, 'Every day'],
  [10_080, 'Every week'],
])('%i minutes', (minutes, words) => {
  expect(describeInterval(minutes)).toBe(words)
})

test.each([
  ['30 6 * * 1-5', 'At 06:30, from Monday to Friday'],
  ['0 6 * * *', 'At 06:00, every day'],
  ['0,30 8,18 * * *', 'At 08:00, 08:30, 18:00 and 18:30, every day'],
  ['0 22 * * SUN,3', 'At 22:00, on Sunday and Wednesday'],
  ['15 4 1 * *', 'At 04:15, on day 1 of the month'],
  ['*/15 * * * *', 'Every 15 minutes'],
  ['10 */4 * * *', 'Every 4 hours, 10 minutes past'],
  ['0 * * * MON-FRI', 'Every hour, from Monday to Friday'],
  ['30 8-18 * * 1-5', 'Every hour from 08:30 to 18:30, from Monday to Friday'],
  // Either of the two days would do: no short words.
  ['0 6 1 * 1', null],
  ['0 6 * 1-3 *', null],
  ['5/7 3-9/2 * * *', null],
  ['0 0 L * *', null],
])('%s', (cron, words) => {
  expect(describeCron(cron)).toBe(words)
})
