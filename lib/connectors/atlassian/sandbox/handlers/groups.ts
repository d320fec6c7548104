import { links, readLimit, readList, readText, requireDirectory, type Context } from '../context.ts'
import { seatRoles, type Model, type SandboxAccount, type SandboxGroup } from '../model.ts'
import { cutPage } from '../pages.ts'
import { noContent, ok, refusals, type Reply } from '../replies.ts'

/** POST /v2/orgs/{orgId}/directories/{directoryId}/groups/search */
export function searchGroups(context: Context): Reply {
  requireDirectory(context, 'read')
  const { body, sandbox } = context
  const filter = {
    groupIds: readList(body['groupIds'], 'groupIds', 10),
    accountIds: readList(body['accountIds'], 'accountIds', 10),
    groupNames: readList(body['groupNames'], 'groupNames', 100)?.map((name) => name.toLowerCase()) ?? null,
    searchTerm: readText(body['searchTerm'])?.toLowerCase() ?? null,
  }
  if (filter.groupNames && (filter.searchTerm || filter.groupIds)) {
    throw refusals.badRequest('groupNames excludes searchTerm and groupIds')
  }
  const found = [...sandbox.model.groups.values()].filter(
    (group) =>
      (!filter.groupIds || filter.groupIds.includes(group.id)) &&
      (!filter.accountIds || filter.accountIds.some((id) => group.members.has(id))) &&
      (!filter.groupNames || filter.groupNames.includes(group.name.toLowerCase())) &&
      (!filter.searchTerm || group.name.toLowerCase().includes(filter.searchTerm)),
  )
  const cursor = typeof body['cursor'] === 'string' ? body['cursor'] : null
  const limit = readLimit(body['limit'], 20, 100)
  const page = cutPage(found, { cursor, limit, filter: `groups ${JSON.stringify(filter)}` })
  const expand = new Set(Array.isArray(body['expand']) ? body['expand'] : [])
  return ok({
    data: page.rows.map((group) => toGroup(sandbox.model, group, expand)),
    links: links(context, page.next),
  })
}

function toGroup(model: Model, group: SandboxGroup, expand: Set<unknown>) {
  const resources = new Set([...group.roles].map((key) => key.slice(0, key.lastIndexOf('#'))))
  const counts = {
    ...(expand.has('counts.users') ? { users: group.members.size } : {}),
    ...(expand.has('counts.resources') ? { resources: resources.size } : {}),
  }
  return {
    id: group.id,
    name: group.name,
    description: group.description,
    directoryId: model.directoryId,
    managementAccess: {
      deletable: !group.synced && !group.defaultFor,
      modifiable: !group.synced,
      readable: true,
    },
    externalSynced: group.synced,
    managedBy: group.synced ? 'external' : 'admins',
    ...(Object.keys(counts).length > 0 ? { counts } : {}),
    links: { self: group.id },
  }
}

/** GET /v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/role-assignments */
export function listGroupRoles(context: Context): Reply {
  requireDirectory(context, 'read')
  const group = requireGroup(context)
  const byResource = new Map<string, string[]>()
  for (const key of group.roles) {
    const at = key.lastIndexOf('#')
    byResource.set(key.slice(0, at), [...(byResource.get(key.slice(0, at)) ?? []), key.slice(at + 1)])
  }
  const rows = [...byResource].map(([resourceId, roles], index) => ({
    position: index + 1,
    row: {
      resourceId,
      resourceOwner: resourceId.split(':')[2] ?? '',
      roles,
      defaultRole: group.defaultFor?.resourceId === resourceId ? group.defaultFor.role : null,
    },
  }))
  const limit = readLimit(context.query.get('limit'), 20, 100)
  const page = cutPage(rows, {
    cursor: context.query.get('cursor'),
    limit,
    filter: `group roles ${group.id}`,
  })
  return ok({ data: page.rows.map(({ row }) => row), links: links(context, page.next) })
}

/** POST /v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/memberships */
export function addMember(context: Context): Reply {
  requireDirectory(context, 'write')
  const { sandbox, body } = context
  const group = requireWritableGroup(context)
  const account = requireAccount(context, readText(body['accountId']) ?? '')
  if (group.members.has(account.accountId)) {
    if (sandbox.settings.sameMember === 409) throw refusals.alreadyMember()
    return noContent
  }
  for (const key of group.roles) {
    const at = key.lastIndexOf('#')
    if (seatRoles.has(key.slice(at + 1)) && !sandbox.hasSeatFor(account, key.slice(0, at)))
      throw refusals.noSeat()
  }
  sandbox.commit({ type: 'add-member', accountId: account.accountId, groupId: group.id })
  return noContent
}

/** DELETE /v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/memberships/{accountId} */
export function removeMember(context: Context): Reply {
  requireDirectory(context, 'write')
  const group = requireWritableGroup(context)
  const account = requireAccount(context, context.params['accountId'] ?? '')
  if (!group.members.has(account.accountId)) throw refusals.unknownUser()
  context.sandbox.commit({ type: 'remove-member', accountId: account.accountId, groupId: group.id })
  return noContent
}

function requireGroup({ sandbox, params }: Context): SandboxGroup {
  const group = sandbox.model.groups.get(params['groupId'] ?? '')
  if (!group) throw refusals.unknownGroup()
  return group
}

function requireWritableGroup(context: Context): SandboxGroup {
  const group = requireGroup(context)
  if (group.synced) throw refusals.syncedGroup()
  return group
}

function requireAccount({ sandbox }: Context, accountId: string): SandboxAccount {
  const account = sandbox.model.accounts.get(accountId)
  if (!account || account.membershipStatus === 'no_membership') throw refusals.unknownUser()
  return account
}
