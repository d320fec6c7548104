import { Model } from '../model.ts'
import { holding, type SandboxWorkspace } from '../records.ts'
import { teams } from './names.ts'
import { addPeople } from './people.ts'
import { createRandom, type Random } from './random.ts'
import { addWellKnownPeople } from './well-known-people.ts'

export interface OrganizationSize {
  seed: string
  accounts: number
  groups: number
  sites: number
}

type RoleName =
  | 'user'
  | 'admin'
  | 'guest'
  | 'customer'
  | 'stakeholder'
  | 'contributor'
  | 'basic'
  | 'user-access-admin'

const products: Record<
  string,
  { label: string; groupStem: string; roles: RoleName[]; defaults: RoleName[] }
> = {
  confluence: {
    label: 'Confluence',
    groupStem: 'confluence',
    roles: ['user', 'admin', 'guest', 'user-access-admin'],
    defaults: ['user', 'admin'],
  },
  'jira-software': {
    label: 'Jira',
    groupStem: 'jira',
    roles: ['user', 'user-access-admin'],
    defaults: ['user'],
  },
  'jira-servicedesk': {
    label: 'Jira Service Management',
    groupStem: 'jira-servicemanagement',
    roles: ['user', 'customer', 'stakeholder', 'user-access-admin'],
    defaults: ['user', 'customer'],
  },
  'jira-product-discovery': {
    label: 'Jira Product Discovery',
    groupStem: 'jira-product-discovery',
    roles: ['user', 'contributor', 'user-access-admin'],
    defaults: ['user', 'contributor'],
  },
  jira: { label: 'Jira administration', groupStem: 'jira-site', roles: ['admin'], defaults: ['admin'] },
  compass: { label: 'Compass', groupStem: 'compass', roles: ['user', 'basic', 'admin'], defaults: ['user'] },
}

/** Sites with their products. `without`: roles that the workspace refuses; `full`: no seat is left; `offline`: not licensed. */
interface SitePlan {
  name: string
  products: { key: string; without?: RoleName[]; full?: true; offline?: true }[]
}

const sitePlans: readonly SitePlan[] = [
  {
    name: 'acme',
    products: [
      { key: 'confluence' },
      { key: 'jira-software' },
      { key: 'jira-servicedesk', without: ['stakeholder'] },
      { key: 'jira-product-discovery' },
      { key: 'jira' },
    ],
  },
  {
    name: 'acme-labs',
    products: [
      { key: 'confluence' },
      { key: 'jira-software' },
      { key: 'jira-product-discovery', full: true },
      { key: 'compass', offline: true },
    ],
  },
  {
    name: 'acme-support',
    products: [
      { key: 'confluence', without: ['guest'] },
      { key: 'jira-software' },
      { key: 'jira-servicedesk' },
    ],
  },
]

const extraSite: SitePlan['products'] = [
  { key: 'confluence' },
  { key: 'jira-software' },
  { key: 'jira-servicedesk' },
]

/** Makes the organization of a seed: the same seed and size give the same organization, ids included. */
export function createOrganization(size: OrganizationSize): Model {
  const random = createRandom(`organization ${size.seed}`)
  const model = new Model({
    organizationId: random.uuid(),
    organizationName: 'Acme Industries',
    directoryId: random.uuid(),
  })
  const full: SandboxWorkspace[] = []
  for (let index = 0; index < size.sites; index += 1) full.push(...addSite(model, random, index))
  addDefaultGroups(model, random)
  addTeams(model, random, size.groups)
  addWellKnownPeople(model, random)
  addPeople(model, random, size.accounts)
  for (const workspace of full) workspace.capacity = model.seats(workspace.id).size
  return model
}

function addSite(model: Model, random: Random, index: number): SandboxWorkspace[] {
  const plan = sitePlans[index] ?? { name: `acme-site-${index + 1}`, products: extraSite }
  const cloudId = random.uuid()
  const full: SandboxWorkspace[] = []
  for (const planned of plan.products) {
    const product = products[planned.key]
    if (!product) continue
    const roles = product.roles.filter((role) => !planned.without?.includes(role))
    const workspace: SandboxWorkspace = {
      id: `ari:cloud:${planned.key}::site/${cloudId}`,
      productKey: planned.key,
      label: product.label,
      siteName: plan.name,
      hostUrl: `https://${plan.name}.atlassian.net`,
      status: planned.offline ? 'offline' : 'online',
      capacity: null,
      roles: new Set(roles.map((role) => `atlassian/${role}`)),
      createdAt: `20${19 + (index % 7)}-0${1 + (index % 9)}-12T08:30:00.000Z`,
    }
    model.workspaces.set(workspace.id, workspace)
    if (planned.full) full.push(workspace)
  }
  return full
}

/** Every product role that people get by default is carried by a group, as in Atlassian. */
function addDefaultGroups(model: Model, random: Random): void {
  for (const workspace of model.workspaces.values()) {
    const product = products[workspace.productKey]
    if (!product || workspace.status === 'offline') continue
    for (const name of product.defaults) {
      const role = `atlassian/${name}`
      model.addGroup({
        id: random.uuid(),
        position: model.nextPosition(),
        name: `${product.groupStem}-${name}s-${workspace.siteName}`,
        description: `Grants ${product.label} ${name} on ${workspace.siteName}`,
        synced: false,
        defaultFor: { resourceId: workspace.id, role },
        roles: new Set([holding(workspace.id, role)]),
        members: new Set(),
      })
    }
  }
}

/** Teams up to the wished number of groups; every other one comes from the identity provider and is read-only. */
function addTeams(model: Model, random: Random, groups: number): void {
  const online = [...model.workspaces.values()].filter((workspace) => workspace.roles.has('atlassian/user'))
  for (let index = 0; model.groups.size < groups; index += 1) {
    const [stem = 'team', about = ''] = teams[index % teams.length] ?? []
    const round = Math.floor(index / teams.length)
    const synced = index % 2 === 0
    const name = `${synced ? 'okta-' : ''}${stem}${round === 0 ? '' : `-${round + 1}`}`
    const roles = new Set<string>()
    const workspace = online[index % Math.max(1, online.length)]
    if (workspace && workspace.status === 'online' && random.chance(0.4)) {
      roles.add(holding(workspace.id, 'atlassian/user'))
    }
    model.addGroup({
      id: random.uuid(),
      position: model.nextPosition(),
      name,
      description: about,
      synced,
      defaultFor: null,
      roles,
      members: new Set(),
    })
  }
}
