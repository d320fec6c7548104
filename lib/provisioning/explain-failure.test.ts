import { expect, test } from 'vitest'
import { connectorErrorKinds } from '#lib/connectors/errors.ts'
import { explainFailure } from './explain-failure.ts'
import { isInEffect } from './is-in-effect.ts'
import { nextTryInSeconds } from './retry-policy.ts'

const names = {
  kind: 'grant' as const,
  person: 'Grace Hopper',
  role: 'Confluence guest',
  workspace: 'acme-labs',
  connector: 'Acme',
}

const kinds = [...connectorErrorKinds, 'internal', 'provisioning-off']
const cases = kinds.flatMap((kind) => [
  { kind, change: 'grant' as const },
  { kind, change: 'revoke' as const },
])

test.each(cases)('$kind of a $change is explained with the role by name, what to do and a button', (one) => {
  const { cause, remedy, next } = explainFailure(one.kind, { ...names, kind: one.change })
  const ofTheOther = { grant: /was not taken|still has/, revoke: /was not given|granted|restores|invited/ }
  expect(cause + remedy).not.toMatch(ofTheOther[one.change])
  expect(cause).toContain('Confluence guest')
  expect(cause).toMatch(/\.$/)
  expect(remedy.length).toBeGreaterThan(20)
  expect(next.length).toBeGreaterThan(0)
})

test('an unknown kind is explained too', () => {
  expect(explainFailure('something new', names).next).toEqual(['retry'])
})

test('only what may pass by itself is tried again, four times at most, and not before the vendor allows', () => {
  expect(nextTryInSeconds({ retryable: false, retryAfterMs: null }, 1)).toBeNull()
  expect(nextTryInSeconds({ retryable: true, retryAfterMs: null }, 1)).toBe(2)
  expect(nextTryInSeconds({ retryable: true, retryAfterMs: 45_500 }, 1)).toBe(46)
  expect(nextTryInSeconds({ retryable: true, retryAfterMs: null }, 3)).toBe(8)
  expect(nextTryInSeconds({ retryable: true, retryAfterMs: null }, 4)).toBeNull()
})

const account = {
  externalId: 'a',
  displayName: 'Grace Hopper',
  email: null,
  status: 'enabled',
  vendorStatus: 'active',
  accountType: 'user',
  external: false,
  addedAt: null,
  lastActiveAt: null,
  attributes: {},
} as const

const target = {
  kind: 'role',
  slug: 'atlassian/user',
  resourceType: 'workspace',
  resourceExternalId: 'w',
} as const
const holding = (...methods: ('direct' | 'group' | 'inferred')[]) => ({
  account,
  groupExternalIds: ['g'],
  roles: methods.length > 0 ? [{ resourceExternalId: 'w', slug: 'atlassian/user', methods }] : [],
})

test('an account that is not shown, and a role that is held nobody says how, prove nothing', () => {
  const unseen = { account: null, groupExternalIds: [], roles: [] }
  expect(isInEffect('revoke', target, unseen)).toBe(false)
  expect(isInEffect('grant', target, unseen)).toBe(false)
  const unknown = { ...holding(), roles: [{ resourceExternalId: 'w', slug: 'atlassian/user', methods: [] }] }
  expect(isInEffect('revoke', target, unknown)).toBe(false)
  expect(isInEffect('grant', target, unknown)).toBe(true)
})

test('a grant is in effect however it is held', () => {
  expect(isInEffect('grant', target, holding())).toBe(false)
  expect(isInEffect('grant', target, holding('direct'))).toBe(true)
  expect(isInEffect('grant', target, holding('group'))).toBe(true)
})

test('a revocation is in effect once nothing is direct, though a group may still carry it', () => {
  expect(isInEffect('revoke', target, holding('direct', 'group'))).toBe(false)
  expect(isInEffect('revoke', target, holding('group'))).toBe(true)
  expect(isInEffect('revoke', target, holding())).toBe(true)
})

test('a membership is in effect by the groups of the account', () => {
  const member = {
    kind: 'membership',
    slug: 'member',
    resourceType: 'group',
    resourceExternalId: 'g',
  } as const
  expect(isInEffect('grant', member, holding())).toBe(true)
  expect(isInEffect('revoke', member, holding())).toBe(false)
  expect(isInEffect('revoke', { ...member, resourceExternalId: 'other' }, holding())).toBe(true)
})
