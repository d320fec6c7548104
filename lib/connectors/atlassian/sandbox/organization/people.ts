import { plainAccount, type Model, type SandboxAccount, type SandboxGroup } from '../model.ts'
import { firstNames, jobTitles, lastNames } from './names.ts'
import type { Random } from './random.ts'

/** A fixed day, so that the same seed gives the same organization on every day. */
const today = Date.parse('2026-11-20T09:00:00Z')
const dayMs = 86_400_000

const robots = ['Build Bot', 'Release Bot', 'Zapier Sync'] as const

/** Fills the organization up to that many accounts, with states, memberships and roles in the proportions of a real one. */
export function addPeople(model: Model, random: Random, accounts: number): void {
  const taken = new Set([...model.accounts.values()].map((account) => account.email))
  for (const name of robots) {
    if (model.accounts.size >= accounts) return
    const email = `${name.toLowerCase().replace(' ', '-')}@acme.example`
    const robot = plainAccount({ accountId: `557058:${random.uuid()}`, name, email }, model.nextPosition())
    model.addAccount({ ...robot, accountType: 'app', mfaEnabled: false })
    giveSomeAccess(model, random, robot)
  }
  while (model.accounts.size < accounts) {
    const person = makePerson(model, random, taken)
    model.addAccount(person)
    giveSomeAccess(model, random, person)
  }
}

function makePerson(model: Model, random: Random, taken: Set<string>): SandboxAccount {
  const first = random.pick(firstNames)
  const last = random.pick(lastNames)
  const external = random.chance(0.06)
  const stem = `${first}.${last}`.toLowerCase()
  const host = external
    ? random.pick(['studio-nord.example', 'brightpath.example', 'mail.example'])
    : 'acme.example'
  let email = `${stem}@${host}`
  for (let again = 2; taken.has(email); again += 1) email = `${stem}${again}@${host}`
  taken.add(email)
  const accountId = random.chance(0.3) ? random.hex(24) : `712020:${random.uuid()}`
  const person = plainAccount({ accountId, name: `${first} ${last}`, email }, model.nextPosition())
  person.jobTitle = external ? null : random.pick(jobTitles)
  person.claimStatus = external ? 'unmanaged' : 'managed'
  person.managementSource = external ? null : random.pick(['synced', 'invited'])
  person.mfaEnabled = random.chance(0.8)
  person.addedToOrg = new Date(today - random.between(20, 2000) * dayMs).toISOString()
  setState(person, random)
  return person
}

/** By place and not by chance, so that every state occurs in any organization of some size. */
function setState(person: SandboxAccount, random: Random): void {
  const place = person.position % 60
  if (place < 3) person.membershipStatus = 'suspended'
  else if (place < 5) {
    person.accountStatus = 'inactive'
    person.deactivatedOn = new Date(today - random.between(1, 300) * dayMs).toISOString()
  } else if (place === 5) person.forDeletion = person.claimStatus === 'managed'
  else if (place === 6 && person.claimStatus === 'managed') person.membershipStatus = 'no_membership'
}

function giveSomeAccess(model: Model, random: Random, person: SandboxAccount): void {
  if (person.membershipStatus === 'no_membership') return
  const { accountId } = person
  const all = [...model.groups.values()]
  const defaults = all.filter((group) => group.defaultFor)
  const teams = all.filter((group) => !group.defaultFor)
  const joined = [...sample(random, defaults, 0.18), ...sampleTeams(random, teams)]
  for (const group of joined) model.apply({ type: 'add-member', accountId, groupId: group.id })
  if (random.chance(0.3)) giveDirectRole(model, random, accountId)
  if (random.chance(0.008))
    model.apply({ type: 'assign-platform-role', accountId, role: 'atlassian/site-admin' })
  person.productAccess = usedProducts(model, random, person)
}

function giveDirectRole(model: Model, random: Random, accountId: string): void {
  const online = [...model.workspaces.values()].filter((workspace) => workspace.status === 'online')
  const [workspace] = online.slice(random.between(0, online.length - 1))
  if (!workspace) return
  const roles = [...workspace.roles]
  const role = random.chance(0.6) ? roles[0] : roles[random.between(0, roles.length - 1)]
  if (role) model.apply({ type: 'assign-role', accountId, resourceId: workspace.id, role })
}

function sample(random: Random, groups: SandboxGroup[], probability: number): SandboxGroup[] {
  return groups.filter((group) => random.chance(group.name.includes('admin') ? probability / 6 : probability))
}

/** One or two teams; the first of the list are much larger than the last. */
function sampleTeams(random: Random, groups: SandboxGroup[]): SandboxGroup[] {
  if (groups.length === 0) return []
  const one = () => groups.slice(Math.floor(random.next() ** 2 * groups.length))[0]
  return [one(), random.chance(0.4) ? one() : undefined].filter((group) => group !== undefined)
}

function usedProducts(model: Model, random: Random, person: SandboxAccount): SandboxAccount['productAccess'] {
  const resources = new Set([...model.rolesOf(person).keys()].map((key) => key.slice(0, key.indexOf('#'))))
  const used: SandboxAccount['productAccess'] = []
  for (const id of resources) {
    const workspace = model.workspaces.get(id)
    if (!workspace || random.chance(0.15)) continue
    const daysAgo = Math.floor(random.next() ** 3 * 400)
    const at = new Date(today - daysAgo * dayMs - random.between(0, 36_000_000))
    used.push({
      id,
      key: workspace.productKey,
      lastActiveTimestamp: at.toISOString().replace('Z', '123456Z'),
    })
  }
  return used
}
