import { expect, test } from 'vitest'
import { findMatching } from './find-matching.ts'

const ada = { name: 'Ada Lovelace', email: 'ada@acme.example' }
const grace = { name: 'Grace Hopper', email: 'g.hopper@acme.example' }

test.each([
  ['', [ada, grace]],
  [' LOVE', [ada]],
  ['g.hop', [grace]],
  ['new.owner@acme.example', []],
])('what has %j in it', (typed, matching) => {
  expect(findMatching([ada, grace], typed)).toEqual(matching)
})
