import { expect, test } from 'vitest'
import { endsEarly, findImplausible } from './guard.ts'

const groups = (known: number, read: number, counted: number | null = null) => ({
  kind: 'groups',
  known,
  read,
  believedBelow: 20,
  counted,
})

test('a list that was long and came back empty is not believed', () => {
  expect(findImplausible([groups(48, 48), groups(20, 0)])).toContain('came back empty although 20 were known')
})

test('a short list may become empty, and a long one shorter', () => {
  expect(findImplausible([groups(19, 0), groups(48, 1), groups(0, 0)])).toBeNull()
})

test('a list that ends long before the vendor’s own count is not believed when much would be removed', () => {
  expect(findImplausible([groups(240, 60, 240)])).toContain('ended after 60 although 240 are counted')
})

test.each([
  ['few are missing', groups(240, 225, 240)],
  ['the vendor counts as few', groups(240, 60, 60)],
  ['nothing would be removed', groups(60, 60, 240)],
  ['nothing was known', groups(0, 60, 240)],
])('it is believed when %s', (_name, count) => {
  expect(findImplausible([count])).toBeNull()
})

test('but that the two differ is said', () => {
  expect([endsEarly(groups(60, 60, 240)), endsEarly(groups(60, 60, 61)), endsEarly(groups(60, 60))]).toEqual([
    true,
    false,
    false,
  ])
})
