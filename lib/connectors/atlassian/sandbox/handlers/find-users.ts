import { readList, readText, type Context } from '../context.ts'
import { statusOf, type Model, type SandboxAccount } from '../model.ts'
import { refusals } from '../replies.ts'

const roleIds = new Set(
  [
    'user',
    'admin',
    'guest',
    'customer',
    'user-access-admin',
    'contributor',
    'basic',
    'stakeholder',
    'org-admin',
    'site-admin',
    'ai-access',
  ].map((name) => `atlassian/${name}`),
)

/** Filters of the user search. Unknown ones are ignored, as Atlassian does (measured by public clients). */
export interface UserFilter {
  accountIds: string[] | null
  groupIds: string[] | null
  resourceIds: string[] | null
  roleIds: string[] | null
  emails: string[] | null
  emailDomains: string[] | null
  status: string[] | null
  claimStatus: string | null
  searchTerm: string | null
  mfaEnabled: boolean | null
}

/** @throws Refusal 400 for filters that Atlassian's OpenAPI document rules out. */
export function readUserFilter({ body }: Context): UserFilter {
  const filter: UserFilter = {
    accountIds: readList(body['accountIds'], 'accountIds', 10),
    groupIds: readList(body['groupIds'], 'groupIds', 10),
    resourceIds: readList(body['resourceIds'], 'resourceIds', 20),
    roleIds: readList(body['roleIds'], 'roleIds', 10),
    emails: readList(body['emails'], 'emails', 100),
    emailDomains: readList(body['emailDomains'], 'emailDomains', 10),
    status: readList(body['status'], 'status', 4),
    claimStatus: readText(body['claimStatus']),
    searchTerm: readText(body['searchTerm']),
    mfaEnabled: typeof body['mfaEnabled'] === 'boolean' ? body['mfaEnabled'] : null,
  }
  if (filter.emails && filter.searchTerm)
    throw refusals.badRequest('emails and searchTerm exclude each other')
  const unknown = filter.roleIds?.find((role) => !roleIds.has(role))
  if (unknown) throw refusals.badRequest(`unknown role ${unknown}`)
  return filter
}

let cache: { model: Model; version: number; lists: Map<string, SandboxAccount[]> } | null = null

/** Accounts that pass the filter, in order of position. Kept while nothing changes, so that paging does not search anew. */
export function findAccounts(model: Model, filter: UserFilter, key: string): SandboxAccount[] {
  if (cache?.model !== model || cache.version !== model.version || cache.lists.size > 32) {
    cache = { model, version: model.version, lists: new Map() }
  }
  const known = cache.lists.get(key)
  if (known) return known
  const candidates = narrow(model, filter)
  const found = candidates ? byPosition(model, candidates) : [...model.accounts.values()]
  const list = found.filter((account) => passes(account, filter))
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
    const roles = filter.roleIds ?? [...roleIds]
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

function passes(account: SandboxAccount, filter: UserFilter): boolean {
  const { emails, emailDomains, status, claimStatus, searchTerm, mfaEnabled } = filter
  if (filter.roleIds && !filter.resourceIds && !filter.roleIds.some((role) => holdsAnywhere(account, role)))
    return false
  if (emails && !emails.includes(account.email)) return false
  if (emailDomains && !emailDomains.includes(account.email.slice(account.email.indexOf('@') + 1)))
    return false
  if (status && !status.includes(statusOf(account))) return false
  if (claimStatus && claimStatus !== account.claimStatus) return false
  if (mfaEnabled !== null && mfaEnabled !== account.mfaEnabled) return false
  if (!searchTerm) return true
  return `${account.name} ${account.email}`.toLowerCase().includes(searchTerm.toLowerCase())
}

function holdsAnywhere(account: SandboxAccount, role: string): boolean {
  return account.platformRoles.has(role) || [...account.roles].some((key) => key.endsWith(`#${role}`))
}
