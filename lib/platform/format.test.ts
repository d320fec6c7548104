import { describe, expect, test } from 'vitest'
import {
  countOf,
  formatAbsolute,
  formatCount,
  formatDuration,
  formatRelative,
  initials,
  isTyped,
  plural,
} from './format.ts'

const now = new Date('2026-11-23T17:54:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)

describe('formatRelative', () => {
  test.each([
    [10_000, 'just now'],
    [50_000, '1 min ago'],
    [12 * 60_000, '12 min ago'],
    [59.9 * 60_000, '59 min ago'],
    [3 * 3_600_000, '3 hr ago'],
    [24 * 3_600_000, 'yesterday'],
    [6 * 86_400_000, '6 days ago'],
    [400 * 86_400_000, 'last yr'],
  ])('%d ms before now is “%s”', (ms, text) => {
    expect(formatRelative(ago(ms), now)).toBe(text)
  })

  test('looks ahead as well', () => {
    expect(formatRelative(ago(-3 * 86_400_000), now)).toBe('in 3 days')
    expect(formatRelative(ago(-20_000), now)).toBe('in a moment')
    expect(formatRelative(ago(-800), now)).toBe('just now')
  })

  test('says nothing of a date that is none', () => {
    expect(formatRelative('soon', now)).toBe('')
  })
})

test('an absolute date names its zone', () => {
  expect(formatAbsolute(now)).toBe('23 Nov 2026, 17:54 UTC')
  expect(formatAbsolute(now, { style: 'date' })).toBe('23 Nov 2026')
  expect(formatAbsolute(now, { style: 'short' })).toBe('23 Nov, 17:54')
  expect(formatAbsolute(now, { style: 'clock' })).toMatch(/^17:54:\d\d$/)
  expect(formatAbsolute(now, { timeZone: 'Asia/Tokyo', style: 'short' })).toBe('24 Nov, 02:54')
})

test('counts are grouped and agree with their noun', () => {
  expect(formatCount(1234)).toBe('1,234')
  expect(plural(1, 'account')).toBe('1 account')
  expect(plural(0, 'account')).toBe('0 accounts')
  expect(plural(2400, 'entry', 'entries')).toBe('2,400 entries')
})

test.each([
  ['Ada Lovelace', 'AL'],
  ['ada.lovelace@example.com', 'AL'],
  ['Ursula K. Le Guin', 'UG'],
  ['Žofie', 'Ž'],
  ['', '?'],
])('the initials of “%s” are %s', (name, letters) => {
  expect(initials(name)).toBe(letters)
})

test.each([
  [340, '340 ms'],
  [4230, '4.2 s'],
  [9999, '9.9 s'],
  [42_000, '42 s'],
  [185_000, '3 min 5 s'],
  [7_800_000, '2 h 10 min'],
  [93_600_000, '1 d 2 h'],
  [-1, ''],
])('%d ms lasts “%s”', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test.each([
  [1, 'accounts', '1 account'],
  [1, 'group memberships', '1 group membership'],
  [1, 'grants held by accounts on workspaces', '1 grant held by accounts on workspaces'],
  [1234, 'grants held by accounts on workspaces', '1,234 grants held by accounts on workspaces'],
])('%d of %s is counted in its own number', (value, many, text) => {
  expect(countOf(value, many)).toBe(text)
})

test.each([
  ['Acme', ' Acme ', true],
  ['Acme Two', 'Acme  Two', true],
  ['Caf\u00E9', 'Cafe\u0301', true],
  ['acme', 'Acme', false],
  ['AcmeTwo', 'Acme Two', false],
  ['', 'Acme', false],
])('%j typed for %j: %s', (typed, name, taken) => {
  expect(isTyped(typed, name)).toBe(taken)
})
