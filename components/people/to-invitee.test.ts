import { expect, test } from 'vitest'
import { toInvitee } from './to-invitee.ts'

test.each([
  ['grace.hopper@acme.example', { email: 'grace.hopper@acme.example', name: 'Grace Hopper' }],
  [' Ada_Lovelace@Acme.Example ', { email: 'ada_lovelace@acme.example', name: 'Ada Lovelace' }],
  ['mary-ann@acme.example', { email: 'mary-ann@acme.example', name: 'Mary Ann' }],
])('%j is somebody to invite', (typed, invitee) => {
  expect(toInvitee(typed, [])).toEqual(invitee)
})

test.each(['', 'grace', 'grace@', 'grace@acme', 'a b@acme.example', '@acme.example'])(
  '%j is not a whole address',
  (typed) => {
    expect(toInvitee(typed, [])).toBeNull()
  },
)

test('who is here already is not invited', () => {
  expect(toInvitee('GRACE@acme.example', [{ email: 'grace@acme.example' }])).toBeNull()
})
