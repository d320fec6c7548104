/** What a connector can do with things of a kind, as a row to read. */
export interface CatalogCapability {
  resource: 'Accounts' | 'Workspaces' | 'Groups' | 'Organization'
  sync: boolean
  /** What can be granted and revoked; null: nothing. */
  provision: string | null
  note: string | null
}

export interface CatalogEntry {
  kind: 'atlassian' | 'baton'
  name: string
  vendor: string
  /** One sentence. */
  description: string
  /** What people may search it by besides its name and vendor. */
  keywords: readonly string[]
  /** It runs where the customer has put it, and keeps its own credentials. */
  selfHosted: boolean
  capabilities: readonly CatalogCapability[]
}

const capabilities: readonly CatalogCapability[] = [
  {
    resource: 'Accounts',
    sync: true,
    provision: null,
    note: 'People are added to the organization and removed from it in Atlassian.',
  },
  {
    resource: 'Workspaces',
    sync: true,
    provision: 'Roles',
    note: 'Atlassian may have to enable this for the organization; the connection test says so.',
  },
  {
    resource: 'Groups',
    sync: true,
    provision: 'Membership',
    note: 'Not of groups that an identity provider manages: Atlassian locks them.',
  },
  {
    resource: 'Organization',
    sync: true,
    provision: 'Organization admin',
    note: 'Other roles on the organization are read only.',
  },
]

const selfHostedCapabilities: readonly CatalogCapability[] = [
  { resource: 'Accounts', sync: true, provision: null, note: null },
  {
    resource: 'Workspaces',
    sync: true,
    provision: 'Roles',
    note: 'When provisioning is switched on where it runs.',
  },
  { resource: 'Groups', sync: true, provision: null, note: 'Read only.' },
]

/** Every system that can be connected. */
export const catalog: readonly CatalogEntry[] = [
  {
    kind: 'atlassian',
    name: 'Atlassian Cloud',
    vendor: 'Atlassian',
    description:
      'Reads and changes an Atlassian organization from here, with an API key of the organization.',
    keywords: ['jira', 'confluence', 'jira service management', 'compass', 'bitbucket', 'trello', 'loom'],
    selfHosted: false,
    capabilities,
  },
  {
    kind: 'baton',
    name: 'Atlassian, self-hosted (Baton)',
    vendor: 'Atlassian',
    description: 'Runs beside your own systems and reports here, so that the API key never leaves them.',
    keywords: ['baton', 'baton-atlassian', 'self-hosted', 'kubernetes', 'docker', 'jira', 'confluence'],
    selfHosted: true,
    capabilities: selfHostedCapabilities,
  },
]

/** Those in which every word that is searched for occurs; all of them for nothing. */
export function findCatalogEntries(query: string): CatalogEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return catalog.filter(({ name, vendor, keywords }) => {
    const text = [name, vendor, ...keywords].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** @throws Error for a kind that there is not. */
export function getCatalogEntry(kind: string): CatalogEntry {
  const entry = catalog.find((one) => one.kind === kind)
  if (!entry) throw new Error(`There is no connector of kind "${kind}".`)
  return entry
}

/** Whether connectors of a kind run at the customer's, sync by themselves and keep their own access token. */
export const isSelfHosted = (kind: string): boolean =>
  catalog.some((entry) => entry.kind === kind && entry.selfHosted)
