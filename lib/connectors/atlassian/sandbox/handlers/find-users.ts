import { readChoices, readList, readText, type Context, type Given } from '../context.ts'
import type { Model } from '../model.ts'
import type { Rows } from '../pages.ts'
import { holding, statusOf, type SandboxAccount } from '../records.ts'
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

/** Fewer than one of so many are quicker found by their ids and sorted; more are met soon enough in passing. */
const few = 32

/** Accounts that pass the filter. Only those of the asked page are looked for, so a change makes no list stale. */
export function findAccounts(model: Model, filter: UserFilter): Rows<SandboxAccount> {
  const parts = narrow(model, filter)
  const fits = (account: SandboxAccount) =>
    parts.every((part) => part.includes(account)) && passes(model, account, filter)
  const [smallest] = parts.toSorted((a, b) => a.atMost - b.atMost)
  const candidates = (position: number) =>
    smallest && smallest.atMost * few < model.accounts.size
      ? inOrder(model, smallest.ids(), position)
      : model.accountsAfter(position)
  return {
    *after(position) {
      for (const account of candidates(position)) if (fits(account)) yield account
    },
  }
}

/** What one indexed filter leaves. */
interface Part {
  /** There may be fewer, because some are counted twice. */
  atMost: number
  ids(): Iterable<string>
  includes(account: SandboxAccount): boolean
}

function narrow(model: Model, filter: UserFilter): Part[] {
  const { accountIds, groupIds, resourceIds } = filter
  return [
    ...(accountIds ? [ofSets([new Set(accountIds)])] : []),
    ...(groupIds ? [ofSets(membersOf(model, groupIds))] : []),
    ...(resourceIds
      ? [ofRoles(model, resourceIds, filter.roleIds ?? [...filterRoles, 'atlassian/viewer'])]
      : []),
  ]
}

function membersOf(model: Model, groupIds: Iterable<string>): ReadonlySet<string>[] {
  return [...groupIds].map((id) => model.groups.get(id)?.members ?? new Set())
}

function ofSets(sets: readonly ReadonlySet<string>[]): Part {
  return {
    atMost: sets.reduce((sum, set) => sum + set.size, 0),
    ids: () => sets.values().flatMap((set) => set.values()),
    includes: ({ accountId }) => sets.some((set) => set.has(accountId)),
  }
}

/** An account has far fewer groups than a role has, so from its side it is quicker told whether it is in. */
function ofRoles(model: Model, resourceIds: string[], roles: string[]): Part {
  const keys = new Set(resourceIds.flatMap((id) => roles.map((role) => holding(id, role))))
  const direct = resourceIds.flatMap((id) => roles.map((role) => model.directHolders(id, role)))
  const carriers = new Set(
    resourceIds.flatMap((id) => roles.flatMap((role) => [...model.carriers(id, role)])),
  )
  return {
    ...ofSets([...direct, ...membersOf(model, carriers)]),
    includes: ({ roles: own, groups }) => !own.isDisjointFrom(keys) || !groups.isDisjointFrom(carriers),
  }
}

function inOrder(model: Model, ids: Iterable<string>, position: number): SandboxAccount[] {
  const following: SandboxAccount[] = []
  for (const id of new Set(ids)) {
    const account = model.accounts.get(id)
    if (account && account.position > position) following.push(account)
  }
  return following.toSorted((a, b) => a.position - b.position)
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
  return searchTerm === null || isFound(account, searchTerm.toLowerCase())
}

const isFound = ({ name, email }: SandboxAccount, term: string): boolean =>
  name.toLowerCase().includes(term) || email.toLowerCase().includes(term)

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
