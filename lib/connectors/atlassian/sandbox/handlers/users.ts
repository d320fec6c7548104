import { links, readLimit, readText, requireDirectory, type Context } from '../context.ts'
import type { Model } from '../model.ts'
import { cutPage, readSort, sortedPage } from '../pages.ts'
import { statusOf, type SandboxAccount } from '../records.ts'
import { ok, refusals, type Reply } from '../replies.ts'
import type { Settings } from '../settings.ts'
import { findAccounts, readUserQuery, readUserSearch } from './find-users.ts'

/** POST /v2/orgs/{orgId}/directories/{directoryId}/users/search */
export function searchUsers(context: Context): Reply {
  requireDirectory(context, 'read')
  const { body, sandbox, params } = context
  const filter = readUserSearch(context)
  const direction = readSort(body['sortBy'], 'nick_name')
  const cursor = readText(body['cursor'])
  const limit = readLimit(body['limit'], 50, 100)
  const found = findAccounts(sandbox.model, filter)
  const request = { cursor, limit, filter: `users ${direction} ${JSON.stringify(filter)}` }
  const page =
    direction === null
      ? cutPage(found, request)
      : sortedPage([...found.after(0)], direction, nicknameOf, request)
  const expand = new Set(Array.isArray(body['expand']) ? body['expand'] : [])
  if (!sandbox.settings.expandGroups && params['directoryId'] === '-') expand.delete('groups')
  const data = page.rows.map((account) => ({
    ...toUser(account),
    ...toHidden(account, sandbox.settings),
    ...toExpanded(sandbox.model, account, expand),
  }))
  return ok({ data, links: links(context, page.next) })
}

const nicknameOf = (account: SandboxAccount): string => account.name.split(' ')[0] ?? account.name

/** GET /v2/orgs/{orgId}/directories/{directoryId}/users/count */
export function countUsers(context: Context): Reply {
  requireDirectory(context, 'read')
  const found = findAccounts(context.sandbox.model, readUserQuery(context))
  return ok({ count: [...found.after(0)].length })
}

/** GET /v2/orgs/{orgId}/directories/{directoryId}/users/stats */
export function readUserStats(context: Context): Reply {
  requireDirectory(context, 'read')
  const { model } = context.sandbox
  const accountStatus = new Map<string, number>()
  const roles = new Map<string, number>()
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  for (const account of model.accounts.values()) {
    count(accountStatus, account.accountStatus)
    const held = new Set(
      model
        .rolesOf(account)
        .keys()
        .map((key) => key.slice(key.lastIndexOf('#') + 1)),
    )
    for (const role of held.union(account.platformRoles)) count(roles, role)
  }
  return ok({
    accountStatus: [...accountStatus].map(([status, number]) => ({ status, count: number })),
    roles: [...roles].map(([roleId, number]) => ({ roleId, count: number })),
  })
}

/** GET /v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}: the platform roles always come along. */
export function getUser(context: Context): Reply {
  requireDirectory(context, 'read')
  const { model, settings } = context.sandbox
  const account = model.accounts.get(context.params['accountId'] ?? '')
  if (!account) throw refusals.unknownUser()
  const expand = new Set<unknown>(['platformRoles', 'counts.resources'])
  const data = { ...toUser(account), ...toHidden(account, settings), ...toExpanded(model, account, expand) }
  return ok({ data })
}

/** Profile fields come back null (measured by public clients). */
function toUser(account: SandboxAccount) {
  return {
    accountId: account.accountId,
    accountType: account.accountType,
    status: statusOf(account),
    accountStatus: account.accountStatus,
    membershipStatus: account.membershipStatus,
    addedToOrg: account.addedToOrg,
    name: account.name,
    nickname: nicknameOf(account),
    email: account.email,
    emailVerified: true,
    claimStatus: account.claimStatus,
    picture: `https://avatars.acme.example/${account.position}.png`,
    avatar: `https://avatars.acme.example/${account.position}.png`,
    managementSource: account.managementSource,
    mfaEnabled: account.mfaEnabled,
    jobTitle: account.jobTitle,
    department: null,
    organization: null,
    location: null,
    timeZone: null,
    deactivatedOn: account.deactivatedOn,
    forDeletion: account.forDeletion,
    links: { self: account.accountId },
  }
}

/** What the account keeps to itself; no field of it is required (Atlassian's OpenAPI document). */
function toHidden({ hides }: SandboxAccount, { hiddenFields }: Settings) {
  const hidden = hiddenFields === 'null' ? null : undefined
  if (hides === 'nothing') return {}
  return hides === 'email' ? { email: hidden } : { email: hidden, name: hidden, nickname: hidden }
}

function toExpanded(model: Model, account: SandboxAccount, expand: Set<unknown>) {
  const resources = () =>
    new Set([...model.rolesOf(account).keys()].map((key) => key.slice(0, key.lastIndexOf('#'))))
  return {
    ...(expand.has('platformRoles') ? { platformRoles: [...account.platformRoles] } : {}),
    ...(expand.has('counts.resources') ? { counts: { resources: resources().size } } : {}),
    ...(expand.has('productAccess') ? { productAccess: account.productAccess } : {}),
    ...(expand.has('groups') ? { groups: [...account.groups].map((id) => toUserGroup(model, id)) } : {}),
  }
}

function toUserGroup(model: Model, id: string) {
  const group = model.groups.get(id)
  return {
    id: `ari:cloud:identity::group/${id}`,
    name: group?.name ?? null,
    description: group?.description ?? null,
  }
}
