import { expect, test } from 'vitest'
import { findImplausible } from './guard.ts'

const groups = (known: number, read: number) => ({ kind: 'groups', known, read, believedBelow: 20 })

test('a list that was long and came back empty is not believed', () => {
  expect(findImplausible([groups(48, 48), groups(20, 0)])).toEqual(groups(20, 0))
})

test('a short list may become empty, and a long one shorter', () => {
  expect(findImplausible([groups(19, 0), groups(48, 1), groups(0, 0)])).toBeNull()
})
