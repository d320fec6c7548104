import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Model } from '../model.ts'
import { statusOf, type SandboxAccount } from '../records.ts'
import { createOrganization, type OrganizationSize } from './create-organization.ts'

const standard: OrganizationSize = { seed: 'rolecall', accounts: 240, groups: 48, sites: 3 }
const larger: OrganizationSize = { seed: 'larger', accounts: 5000, groups: 300, sites: 6 }

function digest(model: Model): string {
  const state = [[...model.workspaces.values()], [...model.groups.values()], [...model.accounts.values()]]
  const text = JSON.stringify(state, (_key, value: unknown) => (value instanceof Set ? [...value] : value))
  return createHash('sha256').update(text).digest('hex')
}

it('is the same to the last field for the same seed and size, and another for another seed', () => {
  const made = digest(createOrganization({ ...standard, accounts: 1500 }))
  expect(digest(createOrganization({ ...standard, accounts: 1500 }))).toBe(made)
  expect(digest(createOrganization({ ...standard, accounts: 1500, seed: 'x' }))).not.toBe(made)
})

describe.each([
  ['the standard organization', createOrganization(standard)],
  ['a larger one', createOrganization(larger)],
])('%s', (_name, model) => {
  const accounts = [...model.accounts.values()]
  const groups = [...model.groups.values()]
  const rolesOf = (account: SandboxAccount) => [...model.rolesOf(account).keys()]
  const share = (is: (account: SandboxAccount) => boolean) => accounts.filter(is).length / accounts.length

  it.each([
    ['active', 0.85, 0.93],
    ['suspended', 0.03, 0.07],
    ['deactivated', 0.02, 0.05],
    ['for_deletion', 0.005, 0.03],
    ['not_invited', 0.005, 0.03],
  ])('has %s accounts from %f to %f', (status, from, to) => {
    const found = share((account) => statusOf(account) === status)
    expect(found).toBeGreaterThan(from)
    expect(found).toBeLessThan(to)
  })

  it.each([
    ['app', 0.005, 0.03],
    ['customer', 0.03, 0.09],
    ['atlassian', 0.85, 0.95],
  ])('has accounts of the type %s from %f to %f', (type, from, to) => {
    const found = share((account) => account.accountType === type)
    expect(found).toBeGreaterThan(from)
    expect(found).toBeLessThan(to)
  })

  it('has portal customers that hold that role and nothing else', () => {
    const customers = accounts.filter((account) => account.accountType === 'customer')
    const held = new Set(customers.flatMap(rolesOf).map((key) => key.slice(key.indexOf('#') + 1)))
    expect(held).toEqual(new Set(['atlassian/customer']))
    expect(customers.every((account) => rolesOf(account).length > 0)).toBe(true)
    expect(new Set(customers.map((account) => account.groups.size))).toEqual(new Set([0, 1]))
  })

  it('has outsiders: guests among them, some with a hidden e-mail or profile', () => {
    const outsiders = accounts.filter((account) => account.claimStatus === 'unmanaged')
    expect(outsiders.length / accounts.length).toBeGreaterThan(0.1)
    expect(outsiders.flatMap(rolesOf).some((key) => key.endsWith('#atlassian/guest'))).toBe(true)
    const hiding = accounts.filter((account) => account.hides !== 'nothing')
    expect(new Set(hiding.map((account) => account.hides))).toEqual(new Set(['email', 'profile']))
    expect(outsiders).toEqual(expect.arrayContaining(hiding))
  })

  it('has an organization admin with every role on every workspace that is licensed', () => {
    const online = [...model.workspaces.values()].filter((workspace) => workspace.status === 'online')
    const every = online.flatMap(({ id, roles }) => [...roles].map((role) => `${id}#${role}`))
    const owner = accounts.find((account) => account.name === 'Dorothy Vaughan')
    expect(owner?.roles).toEqual(new Set(every))
    expect(owner?.platformRoles).toContain('atlassian/org-admin')
  })

  it('has names in other scripts, very long ones, and no e-mail or id twice', () => {
    const names = accounts.map((account) => account.name)
    for (const script of [/\p{Script=Cyrillic}/u, /\p{Script=Han}/u, /\p{Script=Arabic}/u]) {
      expect(names.some((name) => script.test(name))).toBe(true)
    }
    expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(90)
    expect(new Set(accounts.map((account) => account.email)).size).toBe(accounts.length)
    expect(new Set(accounts.map((account) => account.position)).size).toBe(accounts.length)
  })

  it('has read-only groups, and a default group for every role that is given by one', () => {
    expect(groups.filter((group) => group.synced).length).toBeGreaterThan(groups.length / 5)
    const defaults = groups.filter((group) => group.defaultFor)
    expect(defaults.length).toBeGreaterThan(15)
    for (const { defaultFor, roles } of defaults) {
      expect(roles).toEqual(new Set([`${defaultFor?.resourceId}#${defaultFor?.role}`]))
    }
  })

  it('has a workspace without a seat left', () => {
    const limited = [...model.workspaces.values()].filter((workspace) => workspace.capacity !== null)
    expect(limited.map((one) => `${one.productKey} ${one.siteName}`)).toEqual([
      'jira-product-discovery acme-labs',
    ])
    for (const { id, capacity } of limited) expect(model.seats(id).size).toBe(capacity)
  })
})

it('has more groups for each person the larger it is, a few of them very large', () => {
  const perPerson = ({ accounts, groups }: Model) =>
    groups.values().reduce((sum, group) => sum + group.members.size, 0) / accounts.size
  const large = createOrganization({ ...larger, groups: 2000 })
  expect(Math.round(perPerson(createOrganization(standard)))).toBe(4)
  expect(Math.round(perPerson(large))).toBe(10)
  const sizes = [...large.groups.values()].map((group) => group.members.size).toSorted((a, b) => b - a)
  expect(sizes[10]).toBeGreaterThan(500)
  expect(sizes[1000]).toBeLessThan(10)
})
