import { readChoices, readList, readText, type Context, type Given } from '../context.ts'
import type { Model } from '../model.ts'
import type { SandboxGroup } from '../records.ts'
import { refusals } from '../replies.ts'
import { filterRoles } from './find-users.ts'
import { ownerOf } from './user-roles.ts'

export interface GroupFilter {
  groupIds: string[] | null
  accountIds: string[] | null
  directoryIds: string[] | null
  resourceIds: string[] | null
  resourceOwners: string[] | null
  roleIds: string[] | null
  groupNames: string[] | null
  searchTerm: string | null
}

/** @throws Refusal 400 for filters that Atlassian's OpenAPI document rules out. */
export function readGroupSearch({ body }: Context): GroupFilter {
  const filter = {
    ...readLists((name) => body[name], readList(body['roleIds'], 'roleIds', 10)),
    groupNames: readList(body['groupNames'], 'groupNames', 100)?.map((name) => name.toLowerCase()) ?? null,
    searchTerm: readText(body['searchTerm'])?.toLowerCase() ?? null,
  }
  if (filter.groupNames && (filter.searchTerm || filter.groupIds)) {
    throw refusals.badRequest('groupNames excludes searchTerm and groupIds')
  }
  return filter
}

/** @throws Refusal 400 */
export function readGroupQuery({ query }: Context): GroupFilter {
  const given: Given = (name) => (query.has(name) ? query.getAll(name) : undefined)
  return {
    ...readLists(given, readChoices(given('roleIds'), 'roleIds', 10, filterRoles)),
    groupNames: null,
    searchTerm: readText(query.get('searchTerm'))?.toLowerCase() ?? null,
  }
}

function readLists(given: Given, roleIds: string[] | null) {
  return {
    groupIds: readList(given('groupIds'), 'groupIds', 10),
    accountIds: readList(given('accountIds'), 'accountIds', 10),
    directoryIds: readList(given('directoryIds'), 'directoryIds', 10),
    resourceIds: readList(given('resourceIds'), 'resourceIds', 20),
    resourceOwners: readList(given('resourceOwners'), 'resourceOwners', 10),
    roleIds,
  }
}

/** Groups that pass the filter, in order of position. */
export function findGroups(model: Model, filter: GroupFilter): SandboxGroup[] {
  const { groupIds, accountIds, directoryIds, groupNames, searchTerm } = filter
  return [...model.groups.values()].filter(
    (group) =>
      (!groupIds || groupIds.includes(group.id)) &&
      (!accountIds || accountIds.some((id) => group.members.has(id))) &&
      (!directoryIds || directoryIds.includes(model.directoryId)) &&
      (!groupNames || groupNames.includes(group.name.toLowerCase())) &&
      (!searchTerm || group.name.toLowerCase().includes(searchTerm)) &&
      carriesRole(group, filter),
  )
}

/** Resources, owners and roles speak of the same assignment. */
function carriesRole(group: SandboxGroup, { resourceIds, resourceOwners, roleIds }: GroupFilter): boolean {
  if (!resourceIds && !resourceOwners && !roleIds) return true
  return group.roles.values().some((key) => {
    const at = key.lastIndexOf('#')
    const resourceId = key.slice(0, at)
    return (
      (!resourceIds || resourceIds.includes(resourceId)) &&
      (!resourceOwners || resourceOwners.includes(ownerOf(resourceId))) &&
      (!roleIds || roleIds.includes(key.slice(at + 1)))
    )
  })
}
