import { expect, test } from 'vitest'
import { findKeyWarning } from './key-warning.ts'

const end = new Date('2027-03-31T00:00:00Z')
const before = (days: number) => new Date(end.getTime() - days * 86_400_000)

test.each([
  [30, 'key-expires-30:2027-03-31', 'expires in 30 days'],
  [14.2, 'key-expires-30:2027-03-31', 'expires in 15 days'],
  [14, 'key-expires-14:2027-03-31', 'expires in 14 days'],
  [3.5, 'key-expires-7:2027-03-31', 'expires in 4 days'],
  [0.5, 'key-expires-1:2027-03-31', 'expires in 1 day'],
  [0, 'key-expires-0:2027-03-31', 'has expired'],
  [-40, 'key-expires-0:2027-03-31', 'has expired'],
])('%d days before its end: %s', (days, kind, words) => {
  expect(findKeyWarning('Acme', end, before(days))).toEqual({
    kind,
    title: `The API key of Acme ${words}`,
    body: expect.stringContaining('31 Mar 2027'),
  })
})

test('before that there is time', () => {
  expect(findKeyWarning('Acme', end, before(30.1))).toBeNull()
})
