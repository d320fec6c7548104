import type { Model } from '../model.ts'
import type { SandboxAccount, SandboxGroup, SandboxWorkspace } from '../records.ts'
import { dayMs, today } from './days.ts'
import type { Random } from './random.ts'

/** What an account is. A contractor is in no domain of the organization but works in it; a guest sees single spaces. */
export type Kind = 'employee' | 'contractor' | 'guest' | 'customer' | 'service'

/** What there is to give. */
export interface AccessPlan {
  online: SandboxWorkspace[]
  /** Default groups of each site, the largest site first. */
  sites: SandboxGroup[][]
  /** The largest first. */
  teams: SandboxGroup[]
  /** How many groups an employee is in, on average. */
  groupsEach: number
}

export function surveyAccess(model: Model): AccessPlan {
  const groups = [...model.groups.values()]
  const sites = Map.groupBy(
    groups.filter((group) => group.defaultFor),
    (group) => model.workspaces.get(group.defaultFor?.resourceId ?? '')?.siteName,
  )
  return {
    online: [...model.workspaces.values()].filter((workspace) => workspace.status === 'online'),
    sites: [...sites.values()],
    teams: groups.filter((group) => !group.defaultFor),
    groupsEach: groupsEach(model.groups.size),
  }
}

/** Four of 48, eleven of 2,000: larger companies have more teams to be in. Roots, which every processor rounds alike. */
const groupsEach = (groups: number): number => 4.4 * Math.sqrt(Math.sqrt(groups / 48))

const give: Record<Kind, (model: Model, random: Random, plan: AccessPlan, account: SandboxAccount) => void> =
  {
    employee: (...input) => giveWork(...input, 1),
    contractor: (...input) => giveWork(...input, 0.4),
    service(model, random, plan, account) {
      for (let count = random.between(1, 3); count > 0; count -= 1) giveAnyRole(model, random, plan, account)
    },
    guest(model, random, plan, account) {
      giveRole(model, random, plan, account, 'atlassian/guest')
    },
    customer(model, random, plan, account) {
      const role = 'atlassian/customer'
      const groups = plan.sites.flat().filter((group) => group.defaultFor?.role === role)
      const group = random.chance(0.5) ? one(random, groups) : undefined
      if (group) join(model, account, group)
      else giveRole(model, random, plan, account, role)
    },
  }

/** Memberships, direct roles and traces of use, as an account of that kind has them. */
export function giveAccess(
  model: Model,
  random: Random,
  plan: AccessPlan,
  account: SandboxAccount,
  kind: Kind,
): void {
  if (account.membershipStatus === 'no_membership') return
  give[kind](model, random, plan, account)
  if (kind !== 'customer') account.productAccess = usedProducts(model, random, account)
}

/** An organization admin with every role that there is on every workspace. */
export function giveEveryRole(model: Model, { online }: AccessPlan, { accountId }: SandboxAccount): void {
  for (const role of ['atlassian/org-admin', 'atlassian/site-admin']) {
    model.apply({ type: 'assign-platform-role', accountId, role })
  }
  for (const { id: resourceId, roles } of online) {
    for (const role of roles) model.apply({ type: 'assign-role', accountId, resourceId, role })
  }
}

/** How likely an employee of a site is in the default group of a role there. */
const likely: Record<string, number> = {
  'atlassian/user': 0.6,
  'atlassian/admin': 0.03,
  'atlassian/customer': 0.2,
  'atlassian/contributor': 0.2,
}

/** Groups of the home site and of teams up to the number that is usual; `much`: the part of what an employee has. */
function giveWork(
  model: Model,
  random: Random,
  plan: AccessPlan,
  account: SandboxAccount,
  much: number,
): void {
  const wanted = plan.groupsEach * much * (0.5 + random.next())
  const home = plan.sites[Math.floor(random.next() ** 2 * plan.sites.length)] ?? []
  const away = random.chance(0.3) ? (one(random, plan.sites) ?? []) : []
  const joined = new Set(
    [...home, ...away].filter((group) => random.chance(likely[group.defaultFor?.role ?? ''] ?? 0)),
  )
  for (let tries = 0; joined.size < wanted && tries < 2 * wanted; tries += 1) {
    const team = oneTeam(random, plan.teams)
    if (team) joined.add(team)
  }
  for (const group of joined) join(model, account, group)
  if (random.chance(0.3 * much)) giveAnyRole(model, random, plan, account)
  if (random.chance(0.008 * much))
    model.apply({ type: 'assign-platform-role', accountId: account.accountId, role: 'atlassian/site-admin' })
}

/** Falls with the power 1.5 of the place: of 2,000 teams the first has a twentieth of all members, half have a few dozen. */
function oneTeam(random: Random, teams: SandboxGroup[]): SandboxGroup | undefined {
  const from = 1 / Math.sqrt(10)
  const to = 1 / Math.sqrt(10 + teams.length)
  const root = from - random.next() * (from - to)
  return teams[Math.floor(1 / (root * root) - 10)]
}

const one = <T>(random: Random, items: T[]): T | undefined => items[random.between(0, items.length - 1)]

function join(model: Model, { accountId }: SandboxAccount, { id: groupId }: SandboxGroup): void {
  model.apply({ type: 'add-member', accountId, groupId })
}

/** The role on one of the workspaces that have it. */
function giveRole(
  model: Model,
  random: Random,
  { online }: AccessPlan,
  { accountId }: SandboxAccount,
  role: string,
): void {
  const workspace = one(
    random,
    online.filter(({ roles }) => roles.has(role)),
  )
  if (workspace) model.apply({ type: 'assign-role', accountId, resourceId: workspace.id, role })
}

function giveAnyRole(
  model: Model,
  random: Random,
  { online }: AccessPlan,
  { accountId }: SandboxAccount,
): void {
  const workspace = one(random, online)
  const roles = [...(workspace?.roles ?? [])]
  const role = random.chance(0.6) ? roles[0] : one(random, roles)
  if (workspace && role) model.apply({ type: 'assign-role', accountId, resourceId: workspace.id, role })
}

function usedProducts(
  model: Model,
  random: Random,
  account: SandboxAccount,
): SandboxAccount['productAccess'] {
  const resources = [...model.rolesOf(account).keys()].map((key) => key.slice(0, key.lastIndexOf('#')))
  const used: SandboxAccount['productAccess'] = []
  for (const resource of new Set(resources)) {
    const workspace = model.workspaces.get(resource)
    if (!workspace || random.chance(0.15)) continue
    const daysAgo = Math.floor(random.next() ** 3 * 400)
    const at = new Date(today - daysAgo * dayMs - random.between(0, 36_000_000))
    used.push({
      id: workspace.id,
      key: workspace.productKey,
      lastActiveTimestamp: at.toISOString().replace('Z', '123456Z'),
    })
  }
  return used
}
