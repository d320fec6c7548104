import type { Model } from '../model.ts'
import { plainAccount, type SandboxAccount, type SandboxGroup, type SandboxWorkspace } from '../records.ts'
import { firstNames, jobTitles, lastNames, unusualNames } from './names.ts'
import type { Random } from './random.ts'

/** A fixed day, so that the same seed gives the same organization on every day. */
const today = Date.parse('2026-11-20T09:00:00Z')
const dayMs = 86_400_000

const robots = ['Build Bot', 'Release Bot', 'Zapier Sync'] as const

/** What people get access to, put together once for all of them. */
interface Offer {
  defaults: SandboxGroup[]
  teams: SandboxGroup[]
  online: SandboxWorkspace[]
  portals: SandboxWorkspace[]
  /** Teams that a person joins beside the first: few in a small company, about six in one with two thousand groups. */
  furtherTeams: number
}

function toOffer(model: Model): Offer {
  const groups = [...model.groups.values()]
  const teams = groups.filter((group) => !group.defaultFor)
  const online = [...model.workspaces.values()].filter((workspace) => workspace.status === 'online')
  return {
    defaults: groups.filter((group) => group.defaultFor),
    teams,
    online,
    portals: online.filter((workspace) => workspace.roles.has('atlassian/customer')),
    furtherTeams: 0.4 + Math.min(6.4, Math.floor(teams.length / 100) / 3),
  }
}

/** Fills the organization up to that many accounts, with states, memberships and roles in the proportions of a real one. */
export function addPeople(model: Model, random: Random, accounts: number): void {
  const offer = toOffer(model)
  const taken = new Set([...model.accounts.values()].map((account) => account.email))
  for (const name of robots) {
    if (model.accounts.size >= accounts) return
    const email = `${name.toLowerCase().replace(' ', '-')}@acme.example`
    const robot = plainAccount({ accountId: `557058:${random.uuid()}`, name, email }, model.nextPosition())
    model.addAccount({ ...robot, accountType: 'app', mfaEnabled: false })
    giveSomeAccess(model, random, robot, offer)
  }
  while (model.accounts.size < accounts) {
    const person = makePerson(model, random, taken)
    model.addAccount(person)
    if (isCustomer(person, offer)) makeCustomer(model, random, person, offer)
    else giveSomeAccess(model, random, person, offer)
  }
}

/** By place, as the other states: a customer writes to a help desk and holds nothing else. */
const isCustomer = (person: SandboxAccount, { portals }: Offer): boolean =>
  person.position % 60 === 7 && portals.length > 0

function makeCustomer(model: Model, random: Random, person: SandboxAccount, { portals }: Offer): void {
  const portal = portals[random.between(0, portals.length - 1)]
  person.accountType = 'customer'
  person.claimStatus = 'unmanaged'
  person.managementSource = null
  person.mfaEnabled = false
  person.jobTitle = null
  const { accountId } = person
  if (portal)
    model.apply({ type: 'assign-role', accountId, resourceId: portal.id, role: 'atlassian/customer' })
}

function makePerson(model: Model, random: Random, taken: Set<string>): SandboxAccount {
  const position = model.nextPosition()
  const [name, stem] = position % 60 === 8 ? random.pick(unusualNames) : usualName(random)
  const external = random.chance(0.06)
  const host = external
    ? random.pick(['studio-nord.example', 'brightpath.example', 'mail.example'])
    : 'acme.example'
  let email = `${stem}@${host}`
  for (let again = 2; taken.has(email); again += 1) email = `${stem}${again}@${host}`
  taken.add(email)
  const accountId = random.chance(0.3) ? random.hex(24) : `712020:${random.uuid()}`
  const person = plainAccount({ accountId, name, email }, position)
  person.jobTitle = external ? null : random.pick(jobTitles)
  person.claimStatus = external ? 'unmanaged' : 'managed'
  person.managementSource = external ? null : random.pick(['synced', 'invited'])
  person.mfaEnabled = random.chance(0.8)
  person.addedToOrg = new Date(today - random.between(20, 2000) * dayMs).toISOString()
  setState(person, random)
  return person
}

function usualName(random: Random): readonly [name: string, stem: string] {
  const first = random.pick(firstNames)
  const last = random.pick(lastNames)
  return [`${first} ${last}`, `${first}.${last}`.toLowerCase()]
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

function giveSomeAccess(model: Model, random: Random, person: SandboxAccount, offer: Offer): void {
  if (person.membershipStatus === 'no_membership') return
  const { accountId } = person
  const joined = [...sample(random, offer.defaults, 0.18), ...sampleTeams(random, offer)]
  for (const group of joined) model.apply({ type: 'add-member', accountId, groupId: group.id })
  if (random.chance(0.3)) giveDirectRole(model, random, accountId, offer)
  if (random.chance(0.008))
    model.apply({ type: 'assign-platform-role', accountId, role: 'atlassian/site-admin' })
  person.productAccess = usedProducts(model, random, person)
}

function giveDirectRole(model: Model, random: Random, accountId: string, { online }: Offer): void {
  const workspace = online[random.between(0, online.length - 1)]
  if (!workspace) return
  const roles = [...workspace.roles]
  const role = random.chance(0.6) ? roles[0] : roles[random.between(0, roles.length - 1)]
  if (role) model.apply({ type: 'assign-role', accountId, resourceId: workspace.id, role })
}

function sample(random: Random, groups: SandboxGroup[], probability: number): SandboxGroup[] {
  return groups.filter((group) => random.chance(group.name.includes('admin') ? probability / 6 : probability))
}

/** One team and some further ones; the first of the list are much larger than the last. */
function sampleTeams(random: Random, { teams, furtherTeams }: Offer): SandboxGroup[] {
  if (teams.length === 0) return []
  const whole = Math.floor(furtherTeams)
  const count = 1 + whole + (random.chance(furtherTeams - whole) ? 1 : 0)
  const one = () => teams[Math.floor(random.next() ** 2 * teams.length)]
  return Array.from({ length: count }, one).filter((group) => group !== undefined)
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
