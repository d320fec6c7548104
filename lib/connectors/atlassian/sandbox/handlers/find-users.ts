import { readChoices, readList, readText, type Context, type Given } from '../context.ts'
import type { Model } from '../model.ts'
import { statusOf, type SandboxAccount } from '../records.ts'
import { refusals } from '../replies.ts'

const roleNames =
  'user admin guest customer user-access-admin contributor basic stakeholder org-admin site-admin'
/** Roles that reads filter by (Atlassian's OpenAPI document). */
export const filterRoles: ReadonlySet<string> = new Set(
  [...roleNames.split(' '), 'ai-access'].map((name) => `atlassian/${name}`),
)

const statuses = new Set(['active', 'suspended', 'not_invited', 'deactivated', 'for_deletion'])
const accountStatuses = new Set(['active', 'inactive', 'closed'])
const membershipStatuses = new Set(['active', 'suspended', 'no_membership'])

/** Filters of the user search. Unknown ones are ignored, as Atlassian does (measured by public clients). */
export interface UserFilter {
  accountIds: string[] | null
  directoryIds: string[] | null
  groupIds: string[] | null
  resourceIds: string[] | null
  roleIds: string[] | null
  emails: string[] | null
  emailDomains: string[] | null
  status: string[] | null
  accountStatus: string[] | null
  membershipStatus: string[] | null
  claimStatus: string | null
  searchTerm: string | null
  mfaEnabled: boolean | null
}

/** From the body of a search. @throws Refusal 400 for filters that Atlassian's OpenAPI document rules out. */
export function readUserSearch({ body }: Context): UserFilter {
  const filter = {
    ...readLists((name) => body[name]),
    emails: readList(body['emails'], 'emails', 100),
    claimStatus: readText(body['claimStatus']),
    searchTerm: readText(body['searchTerm']),
    mfaEnabled: typeof body['mfaEnabled'] === 'boolean' ? body['mfaEnabled'] : null,
  }
  if (filter.emails && filter.searchTerm)
    throw refusals.badRequest('emails and searchTerm exclude each other')
  return filter
}

/** From the query of a count, which knows no addresses. @throws Refusal 400. */
export function readUserQuery({ query }: Context): UserFilter {
  const mfaEnabled = query.get('mfaEnabled')
  return {
    ...readLists((name) => (query.has(name) ? query.getAll(name) : undefined)),
    emails: null,
    claimStatus: readText(query.get('claimStatus')),
    searchTerm: readText(query.get('searchTerm')),
    mfaEnabled: mfaEnabled === null ? null : mfaEnabled === 'true',
  }
}

function readLists(given: Given) {
  return {
    accountIds: readList(given('accountIds'), 'accountIds', 10),
    directoryIds: readList(given('directoryIds'), 'directoryIds', 10),
    groupIds: readList(given('groupIds'), 'groupIds', 10),
    resourceIds: readList(given('resourceIds'), 'resourceIds', 20),
    roleIds: readChoices(given('roleIds'), 'roleIds', 10, filterRoles),
    emailDomains: readList(given('emailDomains'), 'emailDomains', 10),
    status: readChoices(given('status'), 'status', 4, statuses),
    accountStatus: readChoices(given('accountStatus'), 'accountStatus', 3, accountStatuses),
    membershipStatus: readChoices(given('membershipStatus'), 'membershipStatus', 3, membershipStatuses),
  }
}

let cache: { model: Model; version: number; lists: Map<string, SandboxAccount[]> } | null = null

/** Accounts that pass the filter, in order of position. Kept while nothing changes, so that paging does not search anew. */
export function findAccounts(model: Model, filter: UserFilter): SandboxAccount[] {
  if (cache?.model !== model || cache.version !== model.version || cache.lists.size > 32) {
    cache = { model, version: model.version, lists: new Map() }
  }
  const key = JSON.stringify(filter)
  const known = cache.lists.get(key)
  if (known) return known
  const candidates = narrow(model, filter)
  const found = candidates ? byPosition(model, candidates) : [...model.accounts.values()]
  const list = found.filter((account) => passes(model, account, filter))
  cache.lists.set(key, list)
  return list
}

/** Ids from the indexes; null when no indexed filter is given. */
function narrow(model: Model, filter: UserFilter): Set<string> | null {
  const sets: Set<string>[] = []
  if (filter.accountIds) sets.push(new Set(filter.accountIds))
  if (filter.groupIds)
    sets.push(union(filter.groupIds.map((id) => model.groups.get(id)?.members ?? new Set())))
  if (filter.resourceIds) {
    const roles = filter.roleIds ?? [...filterRoles, 'atlassian/viewer']
    sets.push(union(filter.resourceIds.flatMap((id) => roles.map((role) => model.holders(id, role)))))
  }
  const [first, ...rest] = sets
  return first ? rest.reduce((kept, one) => kept.intersection(one), first) : null
}

function union(sets: ReadonlySet<string>[]): Set<string> {
  const all = new Set<string>()
  for (const set of sets) for (const id of set) all.add(id)
  return all
}

function byPosition(model: Model, ids: Set<string>): SandboxAccount[] {
  const found = [...ids].map((id) => model.accounts.get(id)).filter((account) => account !== undefined)
  return found.toSorted((a, b) => a.position - b.position)
}

function passes(model: Model, account: SandboxAccount, filter: UserFilter): boolean {
  const { emails, emailDomains, claimStatus, searchTerm, mfaEnabled, roleIds, directoryIds } = filter
  if (roleIds && !filter.resourceIds && !roleIds.some((role) => holdsAnywhere(model, account, role)))
    return false
  if (directoryIds && !isInDirectory(model, account, directoryIds)) return false
  if (emails && !emails.includes(account.email)) return false
  if (emailDomains && !emailDomains.includes(account.email.slice(account.email.indexOf('@') + 1)))
    return false
  if (!hasState(account, filter)) return false
  if (claimStatus && claimStatus !== account.claimStatus) return false
  if (mfaEnabled !== null && mfaEnabled !== account.mfaEnabled) return false
  if (!searchTerm) return true
  return `${account.name} ${account.email}`.toLowerCase().includes(searchTerm.toLowerCase())
}

const isInDirectory = (model: Model, account: SandboxAccount, ids: string[]): boolean =>
  ids.includes(model.directoryId) && account.membershipStatus !== 'no_membership'

function hasState(account: SandboxAccount, filter: UserFilter): boolean {
  const { status, accountStatus, membershipStatus } = filter
  return (
    (!status || status.includes(statusOf(account))) &&
    (!accountStatus || accountStatus.includes(account.accountStatus)) &&
    (!membershipStatus || membershipStatus.includes(account.membershipStatus))
  )
}

function holdsAnywhere(model: Model, account: SandboxAccount, role: string): boolean {
  if (account.platformRoles.has(role)) return true
  return model
    .rolesOf(account)
    .keys()
    .some((key) => key.endsWith(`#${role}`))
}
