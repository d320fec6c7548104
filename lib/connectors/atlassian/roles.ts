/*
 * Atlassian publishes neither plain names of its roles nor which role exists on which product. The meanings are from its
 * OpenAPI document; the table of products is inferred and only ever says "likely": what is seen held is the proof.
 */

interface ProductFacts {
  name: string
  /** In front of a role, when that is not the product's own name. */
  roleName?: string
  roles: readonly string[]
}

const fullAccess = ['atlassian/user', 'atlassian/admin'] as const
const manageAccess = 'atlassian/user-access-admin'

const products: Record<string, ProductFacts> = {
  confluence: { name: 'Confluence', roles: [...fullAccess, 'atlassian/guest', manageAccess] },
  'jira-software': { name: 'Jira', roles: ['atlassian/user', manageAccess] },
  'jira-core': { name: 'Jira Work Management', roles: ['atlassian/user', manageAccess] },
  'jira-servicedesk': {
    name: 'Jira Service Management',
    roles: ['atlassian/user', 'atlassian/customer', 'atlassian/stakeholder', manageAccess],
  },
  'jira-product-discovery': {
    name: 'Jira Product Discovery',
    roles: ['atlassian/user', 'atlassian/contributor', manageAccess],
  },
  jira: { name: 'Jira administration', roleName: 'Jira', roles: ['atlassian/admin'] },
  'jira-admin': { name: 'Jira administration', roleName: 'Jira', roles: ['atlassian/admin'] },
  bitbucket: { name: 'Bitbucket', roles: fullAccess },
  trello: { name: 'Trello', roles: fullAccess },
  opsgenie: { name: 'Opsgenie', roles: fullAccess },
  statuspage: { name: 'Statuspage', roles: fullAccess },
  compass: { name: 'Compass', roles: ['atlassian/user', 'atlassian/basic', 'atlassian/admin'] },
  loom: { name: 'Loom', roles: fullAccess },
  townsquare: { name: 'Goals and Projects', roles: fullAccess },
  mercury: { name: 'Focus', roles: fullAccess },
  beacon: { name: 'Guard Detect', roles: fullAccess },
  avp: { name: 'Analytics', roles: fullAccess },
  'unified-help': { name: 'Help center', roles: fullAccess },
  platform: { name: 'Atlassian site', roleName: 'Site', roles: ['atlassian/site-admin', manageAccess] },
}

interface RoleFacts {
  noun: string
  allows: string
  takesSeat: boolean | null
}

const roles: Record<string, RoleFacts> = {
  'atlassian/user': { noun: 'user', allows: 'Use {product}, without administering it.', takesSeat: true },
  'atlassian/admin': { noun: 'administrator', allows: 'Use {product} and administer it.', takesSeat: true },
  'atlassian/user-access-admin': {
    noun: 'access administrator',
    allows: 'Decide who has access to {product}, without using it.',
    takesSeat: false,
  },
  'atlassian/guest': { noun: 'guest', allows: 'Work in one single space of {product}.', takesSeat: false },
  'atlassian/customer': {
    noun: 'customer',
    allows: 'Raise requests in the portals of {product}.',
    takesSeat: false,
  },
  'atlassian/stakeholder': {
    noun: 'stakeholder',
    allows: 'Follow incidents and raise requests in {product}.',
    takesSeat: false,
  },
  'atlassian/contributor': {
    noun: 'contributor',
    allows: 'View, comment and vote in {product}.',
    takesSeat: false,
  },
  'atlassian/basic': { noun: 'basic user', allows: 'Use the basic features of {product}.', takesSeat: false },
  'atlassian/viewer': { noun: 'viewer', allows: 'View {product}.', takesSeat: null },
  'atlassian/site-admin': { noun: 'admin', allows: 'Administer a whole Atlassian site.', takesSeat: false },
  'atlassian/org-admin': {
    noun: 'admin',
    allows: 'Administer everything in the organization.',
    takesSeat: false,
  },
  'atlassian/ai-access': { noun: 'AI user', allows: 'Use AI features.', takesSeat: null },
}

/** Where a role reads differently than "<product> <noun>". */
const special: Record<string, { displayName: string; allows?: string; takesSeat?: boolean | null }> = {
  'jira-servicedesk atlassian/user': {
    displayName: 'Jira Service Management agent',
    allows: 'Work on requests in Jira Service Management as an agent.',
  },
  'jira atlassian/admin': {
    displayName: 'Jira administrator',
    allows: 'Administer Jira on this site.',
    takesSeat: null,
  },
  'jira-admin atlassian/admin': {
    displayName: 'Jira administrator',
    allows: 'Administer Jira on this site.',
    takesSeat: null,
  },
  'organization atlassian/org-admin': { displayName: 'Organization admin' },
  'organization atlassian/site-admin': { displayName: 'Site admin' },
  'organization atlassian/user-access-admin': {
    displayName: 'User access admin',
    allows: 'Manage users, groups and their access in Atlassian Administration.',
  },
  'organization atlassian/ai-access': { displayName: 'AI access' },
}

/** Platform roles that a user of the organization can hold, in Atlassian's OpenAPI document. */
export const organizationRoles = [
  'atlassian/org-admin',
  'atlassian/site-admin',
  'atlassian/user-access-admin',
] as const

/** Roles on workspaces that Atlassian's user search accepts in `roleIds` (its OpenAPI document); at most ten in one call. */
export const searchableRoles: readonly string[] = [
  'atlassian/user',
  'atlassian/admin',
  'atlassian/guest',
  'atlassian/customer',
  'atlassian/user-access-admin',
  'atlassian/contributor',
  'atlassian/basic',
  'atlassian/stakeholder',
]

/** Roles that are documented for a product; those of most products for an unknown one. */
export const rolesOfProduct = (productKey: string): readonly string[] =>
  products[productKey]?.roles ?? fullAccess

/** Whether a role is documented for a product (or for `organization`). */
export function isDocumented(productKey: string, role: string): boolean {
  if (productKey === 'organization') return organizationRoles.some((one) => one === role)
  return products[productKey]?.roles.includes(role) ?? false
}

/** The name that people know a product by. */
export const productName = (productKey: string): string | null => products[productKey]?.name ?? null

/** What a role is called on a product (or on `organization`), what it allows, and whether it takes a paid seat. */
export function describeRole(
  productKey: string,
  role: string,
): { displayName: string; description: string | null; takesSeat: boolean | null } {
  const name = products[productKey]?.roleName ?? productName(productKey) ?? productKey
  const facts = roles[role]
  const override = special[`${productKey} ${role}`]
  if (!facts && !override) return { displayName: `${name}: ${role}`, description: null, takesSeat: null }
  const allows = override?.allows ?? facts?.allows ?? null
  return {
    displayName: override?.displayName ?? `${name} ${facts?.noun ?? role}`,
    description: allows === null ? null : allows.replace('{product}', name),
    takesSeat: override?.takesSeat === undefined ? (facts?.takesSeat ?? null) : override.takesSeat,
  }
}
