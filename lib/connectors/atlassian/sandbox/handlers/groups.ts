import { links, listsFromQuery, readLimit, readText, requireDirectory, type Context } from '../context.ts'
import type { Model } from '../model.ts'
import { cutPage, readSort, sortedPage } from '../pages.ts'
import type { SandboxGroup } from '../records.ts'
import { ok, refusals, type Reply } from '../replies.ts'
import { findGroups, readGroupQuery, readGroupSearch } from './find-groups.ts'
import { ownerOf, readRoleFilter } from './user-roles.ts'

/** POST /v2/orgs/{orgId}/directories/{directoryId}/groups/search */
export function searchGroups(context: Context): Reply {
  requireDirectory(context, 'read')
  const { body, sandbox } = context
  const filter = readGroupSearch(context)
  const direction = readSort(body['sortBy'], 'name')
  const found = findGroups(sandbox.model, filter)
  const cursor = readText(body['cursor'])
  const limit = readLimit(body['limit'], 20, 100)
  const request = { cursor, limit, filter: `groups ${direction} ${JSON.stringify(filter)}` }
  const page =
    direction === null
      ? cutPage(found, request)
      : sortedPage(found, direction, (group) => group.name, request)
  const expand = new Set(Array.isArray(body['expand']) ? body['expand'] : [])
  return ok({
    data: page.rows.map((group) => toGroup(sandbox.model, group, expand)),
    links: links(context, page.next),
  })
}

/** GET /v2/orgs/{orgId}/directories/{directoryId}/groups/count */
export function countGroups(context: Context): Reply {
  requireDirectory(context, 'read')
  return ok({ count: findGroups(context.sandbox.model, readGroupQuery(context)).length })
}

/** GET /v2/orgs/{orgId}/directories/{directoryId}/groups/stats */
export function readGroupStats(context: Context): Reply {
  requireDirectory(context, 'read')
  const groups = [...context.sandbox.model.groups.values()]
  const synced = groups.filter((group) => group.synced).length
  const defaults = groups.filter((group) => group.defaultFor).length
  return ok({
    totals: { all: groups.length, managed: groups.length - synced, synced },
    types: [
      { type: 'GROUP', count: groups.length - defaults },
      { type: 'USERBASE_GROUP', count: defaults },
    ],
  })
}

/** GET /v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}: the way to learn a group's directory. */
export function getGroup(context: Context): Reply {
  requireDirectory(context, 'read')
  const group = requireGroup(context)
  const expand = new Set<unknown>(['counts.users', 'counts.resources'])
  return ok({ data: toGroup(context.sandbox.model, group, expand) })
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
  const filter = readRoleFilter(listsFromQuery(context))
  const { directoryIds, resourceIds, resourceOwners, roleIds } = filter
  const byResource = new Map<string, string[]>()
  for (const key of group.roles) {
    const at = key.lastIndexOf('#')
    byResource.set(key.slice(0, at), [...(byResource.get(key.slice(0, at)) ?? []), key.slice(at + 1)])
  }
  const rows = [...byResource]
    .filter(
      ([resourceId, roles]) =>
        (!directoryIds || directoryIds.includes(context.sandbox.model.directoryId)) &&
        (!resourceIds || resourceIds.includes(resourceId)) &&
        (!resourceOwners || resourceOwners.includes(ownerOf(resourceId))) &&
        (!roleIds || roles.some((role) => roleIds.includes(role))),
    )
    .map(([resourceId, roles], index) => ({
      position: index + 1,
      row: {
        resourceId,
        resourceOwner: ownerOf(resourceId),
        roles,
        defaultRole: group.defaultFor?.resourceId === resourceId ? group.defaultFor.role : null,
      },
    }))
  const page = cutPage(rows, {
    cursor: context.query.get('cursor'),
    limit: readLimit(context.query.get('limit'), 20, 100),
    filter: `group roles ${group.id} ${JSON.stringify(filter)}`,
  })
  return ok({ data: page.rows.map(({ row }) => row), links: links(context, page.next) })
}

/** @throws Refusal 404 */
export function requireGroup({ sandbox, params }: Context): SandboxGroup {
  const group = sandbox.model.groups.get(params['groupId'] ?? '')
  if (!group) throw refusals.unknownGroup()
  return group
}
