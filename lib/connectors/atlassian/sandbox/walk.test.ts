import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findAccounts, type UserFilter } from './handlers/find-users.ts'
import type { Change } from './changes.ts'
import type { Model } from './model.ts'
import { statusOf, type SandboxAccount } from './records.ts'
import { createOrganization } from './organization/create-organization.ts'
import { cutPage } from './pages.ts'
import { startSandbox } from './start-sandbox.ts'

/** Large enough that some groups are found by their members' ids and others in passing. */
const size = { seed: 'walk', accounts: 160, groups: 60, sites: 1 }
const example = createOrganization(size)
const groupIds = [...example.groups.keys()]
const jira = example.workspaces.values().find(({ productKey }) => productKey === 'jira-software')?.id ?? ''

const everyone: UserFilter = {
  accountIds: null,
  directoryIds: null,
  groupIds: null,
  resourceIds: null,
  roleIds: null,
  emails: null,
  emailDomains: null,
  status: null,
  accountStatus: null,
  membershipStatus: null,
  claimStatus: null,
  searchTerm: null,
  mfaEnabled: null,
}

/** A filter, and in other words who passes it. */
interface Search {
  filter: Partial<UserFilter>
  passes: (model: Model, account: SandboxAccount) => boolean
}

const search: fc.Arbitrary<Search> = fc.oneof(
  fc.constant<Search>({ filter: {}, passes: () => true }),
  fc.constant<Search>({
    filter: { status: ['active'] },
    passes: (_model, account) => statusOf(account) === 'active',
  }),
  fc.constant<Search>({
    filter: { resourceIds: [jira], roleIds: ['atlassian/user'] },
    passes: (model, account) => model.rolesOf(account).has(`${jira}#atlassian/user`),
  }),
  fc.uniqueArray(fc.constantFrom(...groupIds), { minLength: 1, maxLength: 3 }).map((ids): Search => ({
    filter: { groupIds: ids },
    passes: (_model, account) => ids.some((id) => account.groups.has(id)),
  })),
)

/** What happens between two pages; which account is meant is told by its place among those that are left. */
const happening = fc.record({
  what: fc.constantFrom('remove', 'add', 'join', 'leave', 'assign'),
  who: fc.nat(),
  groupId: fc.constantFrom(...groupIds),
})

function toChange(
  model: Model,
  { what, who, groupId }: { what: string; who: number; groupId: string },
): Change {
  const ids = [...model.accounts.keys()]
  const accountId = ids[who % Math.max(1, ids.length)] ?? 'nobody'
  const fresh = `new-${model.nextPosition()}`
  if (what === 'remove') return { type: 'remove-account', accountId }
  if (what === 'join') return { type: 'add-member', accountId, groupId }
  if (what === 'leave') return { type: 'remove-member', accountId, groupId }
  if (what === 'assign') return { type: 'assign-role', accountId, resourceId: jira, role: 'atlassian/user' }
  return { type: 'add-account', accountId: fresh, name: fresh, email: `${fresh}@acme.example` }
}

it('gives every account that stays exactly once and none twice, whatever changes between the pages', () => {
  const between = fc.array(fc.array(happening, { maxLength: 25 }), { maxLength: 12 })
  fc.assert(
    fc.property(search, fc.integer({ min: 1, max: 9 }), between, ({ filter, passes }, limit, changes) => {
      const model = createOrganization(size)
      const passing = () =>
        new Set([...model.accounts.values()].filter((one) => passes(model, one)).map((one) => one.accountId))
      let stayed = passing()
      const seen: string[] = []
      let cursor: string | null = null
      for (let at = 0; at === 0 || (cursor !== null && at < 500); at += 1) {
        const rows = findAccounts(model, { ...everyone, ...filter })
        const page: { rows: SandboxAccount[]; next: string | null } = cutPage(rows, {
          cursor,
          limit,
          filter: 'walk',
        })
        expect(page.rows.every((account) => passes(model, account))).toBe(true)
        seen.push(...page.rows.map((account) => account.accountId))
        cursor = page.next
        for (const one of changes[at] ?? []) model.apply(toChange(model, one))
        stayed = stayed.intersection(passing())
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(stayed.difference(new Set(seen))).toEqual(new Set())
    }),
    { numRuns: 50 },
  )
})

it('gives the members of a small group by position, also those who joined last', () => {
  const model = createOrganization(size)
  const [group] = [...model.groups.values()].filter(({ members }) => members.size === 1)
  const ids = [...model.accounts.keys()]
  for (const accountId of [ids[90] ?? '', ids[3] ?? '']) {
    model.apply({ type: 'add-member', accountId, groupId: group?.id ?? '' })
  }
  const rows = [...findAccounts(model, { ...everyone, groupIds: [group?.id ?? ''] }).after(0)]
  const positions = rows.map(({ position }) => position)
  expect(positions).toHaveLength(3)
  expect(positions).toEqual(positions.toSorted((a, b) => a - b))
})

it('says so on the last page even when that is a full one', () => {
  const model = createOrganization(size)
  const first = cutPage(findAccounts(model, everyone), { cursor: null, limit: 80, filter: 'x' })
  const second = cutPage(findAccounts(model, everyone), { cursor: first.next, limit: 80, filter: 'x' })
  expect([first.rows.length, second.rows.length, second.next]).toEqual([80, 80, null])
})

it.each([
  ['null', { email: null, name: null, nickname: null }],
  ['absent', {}],
])('writes what an account hides as %s, as the switch says', async (hiddenFields, expected) => {
  const sandbox = await startSandbox()
  try {
    const settings = JSON.stringify({ hiddenFields })
    await fetch(`${sandbox.origin}/__sandbox/settings`, { method: 'POST', body: settings })
    const hidden = sandbox.model.accounts.values().find(({ hides }) => hides === 'profile')
    const at = `${sandbox.baseUrl}/v2/orgs/${sandbox.organizationId}/directories/-/users/search`
    const response = await fetch(at, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.accessToken}` },
      body: JSON.stringify({ accountIds: [hidden?.accountId] }),
    })
    const [user] = (await response.json()).data
    const { email, name, nickname, accountId } = user
    expect(accountId).toBe(hidden?.accountId)
    expect(JSON.parse(JSON.stringify({ email, name, nickname }))).toEqual(expected)
  } finally {
    await sandbox.stop()
  }
})
