import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Change } from './changes.ts'
import type { Model } from './model.ts'
import { holding, statusOf, type SandboxAccount } from './records.ts'
import { createOrganization } from './organization/create-organization.ts'

const size = { seed: 'model', accounts: 40, groups: 24, sites: 1 }
const from = createOrganization(size)
const accountId = fc.constantFrom(...from.accounts.keys(), 'new-1', 'new-2')
const groupId = fc.constantFrom(...from.groups.keys(), 'no-group')
const onRole = {
  accountId,
  resourceId: fc.constantFrom(...from.workspaces.keys()),
  role: fc.constantFrom('atlassian/user', 'atlassian/admin', 'atlassian/guest'),
}

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constantFrom('assign-role' as const, 'revoke-role' as const), ...onRole }),
    fc.record({ type: fc.constantFrom('add-member' as const, 'remove-member' as const), accountId, groupId }),
    fc.record({ type: fc.constant('remove-account' as const), accountId }),
    accountId.map((id) => ({
      type: 'add-account' as const,
      accountId: id,
      name: id,
      email: `${id}@acme.example`,
    })),
  ),
  { maxLength: 40 },
)

/** What the indexes say. */
function read(model: Model) {
  return {
    roles: keysOf(model).map(([id, role]) => [
      model.holders(id, role),
      new Set(model.directHolders(id, role)),
    ]),
    seats: [...model.workspaces.keys()].map((id) => model.seats(id)),
    members: [...model.groups.values()].map((group) => group.members),
    accounts: [...model.accountsAfter(0)],
  }
}

/** The same from the side of the accounts only, without any index. */
function workOut(model: Model): ReturnType<typeof read> {
  const accounts = [...model.accounts.values()]
  const idsOf = (is: (account: SandboxAccount) => boolean) =>
    new Set(accounts.filter(is).map((account) => account.accountId))
  const holds = (account: SandboxAccount, key: string) =>
    account.roles.has(key) || [...account.groups].some((id) => model.groups.get(id)?.roles.has(key))
  const isSeated = (account: SandboxAccount, id: string) =>
    statusOf(account) === 'active' &&
    ['atlassian/user', 'atlassian/admin'].some((role) => holds(account, holding(id, role)))
  return {
    roles: keysOf(model).map(([id, role]) => [
      idsOf((account) => holds(account, holding(id, role))),
      idsOf((account) => account.roles.has(holding(id, role))),
    ]),
    seats: [...model.workspaces.keys()].map((id) => idsOf((account) => isSeated(account, id))),
    members: [...model.groups.keys()].map((id) => idsOf((account) => account.groups.has(id))),
    accounts: accounts.toSorted((a, b) => a.position - b.position),
  }
}

function keysOf(model: Model): [resourceId: string, role: string][] {
  return [...model.workspaces.values()].flatMap(({ id, roles }) =>
    [...roles].map((role): [string, string] => [id, role]),
  )
}

it('keeps every index true, whatever is changed, and after seats were asked for', () => {
  fc.assert(
    fc.property(fc.subarray([...from.accounts.keys()]), changes, changes, (gone, before, after) => {
      const model = createOrganization(size)
      for (const id of gone) model.apply({ type: 'remove-account', accountId: id })
      for (const change of before) model.apply(change)
      expect(read(model)).toEqual(workOut(model))
      for (const change of after) model.apply(change)
      expect(read(model)).toEqual(workOut(model))
    }),
    { numRuns: 40 },
  )
})

it('counts seats anew when a group is given a role', () => {
  const model = createOrganization(size)
  const [workspace] = [...model.workspaces.values()].filter(
    ({ productKey }) => productKey === 'jira-software',
  )
  const group = model.groups.values().find(({ roles, members }) => roles.size === 0 && members.size > 0)
  expect(group && model.seats(workspace?.id ?? '').isSupersetOf(group.members)).toBe(false)
  const on = { groupId: group?.id ?? '', resourceId: workspace?.id ?? '' }
  model.apply({ type: 'assign-group-role', ...on, role: 'atlassian/user' })
  expect(read(model)).toEqual(workOut(model))
})
