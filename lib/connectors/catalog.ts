export interface CatalogEntry {
  kind: 'atlassian' | 'baton'
  name: string
  vendor: string
  description: string
  keywords: readonly string[]
  selfHosted: boolean
  capabilities: readonly { resource: string; sync: boolean; provision: string | null; note: string | null }[]
}
const entries: CatalogEntry[] = [
  {
    kind: 'atlassian',
    name: 'Atlassian Cloud',
    vendor: 'Atlassian',
    description:
      'Reads an organization with an API key: accounts, groups, workspaces and who holds what; grants and revokes where you switch it on.',
    keywords: ['jira', 'confluence'],
    selfHosted: false,
    capabilities: [
      { resource: 'Accounts', sync: true, provision: null, note: null },
      { resource: 'Workspaces', sync: true, provision: 'Roles of accounts', note: null },
      {
        resource: 'Groups',
        sync: true,
        provision: 'Membership',
        note: 'Not of groups that an identity provider manages.',
      },
      { resource: 'Organization', sync: true, provision: 'Organization admin', note: null },
    ],
  },
  {
    kind: 'baton',
    name: 'Atlassian, self-hosted',
    vendor: 'ConductorOne',
    description:
      'Runs the open-source connector baton-atlassian in your own cluster; the API key never leaves it.',
    keywords: ['baton'],
    selfHosted: true,
    capabilities: [{ resource: 'Accounts', sync: true, provision: null, note: null }],
  },
]
export const getCatalogEntry = (kind: string): CatalogEntry => {
  const e = entries.find((x) => x.kind === kind)
  if (!e) throw new Error('no')
  return e
}
export const findCatalogEntries = (q: string): CatalogEntry[] =>
  entries.filter((e) =>
    [e.name, e.vendor, ...e.keywords].join(' ').toLowerCase().includes(q.trim().toLowerCase()),
  )
