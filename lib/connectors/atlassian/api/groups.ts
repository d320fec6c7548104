import { z } from 'zod'
import { collect, type Page } from '../http/pagination.ts'
import { everyDirectory, list, search, type Api, type Request } from './lists.ts'
import { answerOf, Count, pageOf, text, texts } from './shapes.ts'
import type { RoleFilter } from './users.ts'

export const Group = z.object({
  id: z.string(),
  name: text,
  description: text,
  directoryId: text,
  managementAccess: z.object({ modifiable: z.boolean().nullish() }).nullish(),
  externalSynced: z.boolean().nullish(),
  managedBy: text,
  counts: z.object({ users: z.number().nullish(), resources: z.number().nullish() }).nullish(),
})
export type Group = z.infer<typeof Group>
const GroupPage = pageOf(Group)
const GroupAnswer = answerOf(Group)

export const GroupRole = z.object({
  resourceId: z.string(),
  resourceOwner: text,
  roles: texts,
  defaultRole: text,
})
export type GroupRole = z.infer<typeof GroupRole>
const GroupRolePage = pageOf(GroupRole)

/** What groups are counted and searched by, with the names of Atlassian's OpenAPI document; misspelt ones are ignored there. */
export interface GroupFilter {
  /** At most ten, as of accounts, directories, owners and roles; twenty resources. */
  groupIds?: string[]
  /** Groups that these accounts are members of. */
  accountIds?: string[]
  directoryIds?: string[]
  resourceIds?: string[]
  resourceOwners?: string[]
  roleIds?: string[]
  /** In the name. */
  searchTerm?: string
}

export interface GroupSearch extends GroupFilter {
  /** Whole names in any case, at most a hundred; not together with a search term or group ids. */
  groupNames?: string[]
  expand?: ('counts.resources' | 'counts.users')[]
  sortBy?: [{ field: 'name'; direction: 'asc' | 'desc' }]
  /** Page size, 1 to 100. */
  limit?: number
}

/** A group in its own directory: changes do not accept `-`. */
export interface GroupRef {
  directoryId: string
  groupId: string
}

export interface MembershipRef extends GroupRef {
  accountId: string
}

export interface GroupRoleRef extends GroupRef {
  /** ARI of the workspace. */
  resourceId: string
  roleId: string
}

const groups = '/v2/orgs/{orgId}/directories/{directoryId}/groups'

/** Reads of groups and of what they carry, over all directories. */
export function groupCalls({ http, orgId }: Api) {
  const ids = { orgId, directoryId: everyDirectory }
  return {
    /** @param after `next` of the page to go on behind, of a search with the same filter; null: from the first page. */
    searchGroups(
      filter: GroupSearch,
      signal: AbortSignal,
      after: string | null = null,
    ): AsyncGenerator<Page<Group>> {
      const call: Request = { method: 'POST', path: `${groups}/search`, ids }
      return search(http, 'groups', { ...call, body: { limit: 100, ...filter } }, GroupPage, signal, after)
    },

    async countGroups(filter: GroupFilter, signal: AbortSignal): Promise<number> {
      const call: Request = { method: 'GET', path: `${groups}/count`, ids, query: { ...filter } }
      return (await http.read(call, Count, signal)).count
    },

    /** One group, with the directory that it is in. @throws ConnectorError not-found. */
    async getGroup(groupId: string, signal: AbortSignal): Promise<Group> {
      const call: Request = { method: 'GET', path: `${groups}/{groupId}`, ids: { ...ids, groupId } }
      return (await http.read(call, GroupAnswer, signal)).data
    },

    listGroupRoles(groupId: string, signal: AbortSignal, filter: RoleFilter = {}): Promise<GroupRole[]> {
      const path = `${groups}/{groupId}/role-assignments`
      const call: Request = {
        method: 'GET',
        path,
        ids: { ...ids, groupId },
        query: { limit: 100, ...filter },
      }
      return collect(list(http, 'roles of a group', call, GroupRolePage, signal))
    },
  }
}

/** Changes of groups. A group synced from an identity provider refuses them all. */
export function groupChanges({ http, orgId }: Api) {
  return {
    /** Atlassian answers without the new group's id: search it by its exact name, where it appears after a while. */
    createGroup(
      { directoryId, name, description }: { directoryId: string; name: string; description?: string },
      signal: AbortSignal,
    ): Promise<void> {
      const body = description === undefined ? { name } : { name, description }
      return http.change({ method: 'POST', path: groups, ids: { orgId, directoryId }, body }, signal)
    },

    deleteGroup({ directoryId, groupId }: GroupRef, signal: AbortSignal): Promise<void> {
      const path = `${groups}/{groupId}`
      return http.change({ method: 'DELETE', path, ids: { orgId, directoryId, groupId } }, signal)
    },

    addMember({ directoryId, groupId, accountId }: MembershipRef, signal: AbortSignal): Promise<void> {
      const path = `${groups}/{groupId}/memberships`
      const ids = { orgId, directoryId, groupId }
      return http.change({ method: 'POST', path, ids, body: { accountId } }, signal)
    },

    removeMember({ directoryId, groupId, accountId }: MembershipRef, signal: AbortSignal): Promise<void> {
      const path = `${groups}/{groupId}/memberships/{accountId}`
      return http.change({ method: 'DELETE', path, ids: { orgId, directoryId, groupId, accountId } }, signal)
    },

    /** The fields are named otherwise than in the call for one account (Atlassian's OpenAPI document). */
    assignGroupRole(
      { directoryId, groupId, resourceId, roleId }: GroupRoleRef,
      signal: AbortSignal,
    ): Promise<void> {
      const path = `${groups}/{groupId}/role-assignments/assign`
      const ids = { orgId, directoryId, groupId }
      return http.change({ method: 'POST', path, ids, body: { resourceId, roleId } }, signal)
    },

    revokeGroupRole(
      { directoryId, groupId, resourceId, roleId }: GroupRoleRef,
      signal: AbortSignal,
    ): Promise<void> {
      const path = `${groups}/{groupId}/role-assignments/revoke`
      const ids = { orgId, directoryId, groupId }
      return http.change({ method: 'POST', path, ids, body: { resourceId, roleId } }, signal)
    },
  }
}
