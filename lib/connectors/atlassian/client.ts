import type { z } from 'zod'
import {
  DirectoryPage,
  GroupPage,
  GroupRolePage,
  OrganizationAnswer,
  OrganizationPage,
  UserPage,
  UserRolePage,
  WorkspacePage,
  type Directory,
  type Group,
  type GroupRole,
  type Organization,
  type User,
  type UserRole,
  type Workspace,
} from './api-schema.ts'
import { collect, walkPages } from './http/pagination.ts'
import { createHttp, endpointOf, type Call, type Http, type HttpOptions } from './http/request.ts'

/** Filters of the user search, by the names of Atlassian's OpenAPI document; it silently ignores misspelt ones. */
export interface UserFilter {
  accountIds?: string[]
  groupIds?: string[]
  resourceIds?: string[]
  roleIds?: string[]
  expand?: ('platformRoles' | 'counts.resources' | 'productAccess' | 'groups')[]
  /** Page size, 1 to 100. */
  limit?: number
}

export interface GroupFilter {
  groupIds?: string[]
  /** Groups that these accounts are members of, at most ten. */
  accountIds?: string[]
  expand?: ('counts.resources' | 'counts.users')[]
  /** Page size, 1 to 100. */
  limit?: number
}

export interface MembershipRef {
  /** The group's real directory: `-` is accepted on reads only. */
  directoryId: string
  groupId: string
  accountId: string
}

/** The calls of the organization API that the console needs. All throw ConnectorError, or the signal's reason. */
export type AtlassianClient = ReturnType<typeof createAtlassianClient>

const users = '/v2/orgs/{orgId}/directories/{directoryId}/users'
const groups = '/v2/orgs/{orgId}/directories/{directoryId}/groups'
const access = '/v1/orgs/{orgId}/users/{userId}'
/** Every directory that the key may read. */
const all = '-'

type Pages<T> = z.ZodType<{ data: T[]; links?: { next?: string | null | undefined } | null | undefined }>
type Request = Omit<Call, 'changes'>

export function createAtlassianClient(options: HttpOptions & { organizationId: string }) {
  const http = createHttp(options)
  const orgId = options.organizationId
  return {
    ...directoryReads(http, orgId),
    ...accessReads(http, orgId),
    ...roleChanges(http, orgId),
    ...membershipChanges(http, orgId),
  }
}

/** Lists that page by a query parameter. */
function list<T>(
  http: Http,
  what: string,
  call: Request,
  schema: Pages<T>,
  signal: AbortSignal,
): AsyncGenerator<T[]> {
  return walkPages(what, endpointOf(call), (cursor) =>
    http.read({ ...call, query: { ...call.query, cursor } }, schema, signal),
  )
}

/** Searches, which want the identical body again with the cursor in it. */
function search<T>(
  http: Http,
  what: string,
  call: Request & { body: object },
  schema: Pages<T>,
  signal: AbortSignal,
): AsyncGenerator<T[]> {
  return walkPages(what, endpointOf(call), (cursor) => {
    const body = cursor === null ? call.body : { ...call.body, cursor }
    return http.read({ ...call, body }, schema, signal)
  })
}

function directoryReads(http: Http, orgId: string) {
  return {
    /** Organizations of the key; a key created with scopes gets none (measured by public clients). */
    listOrganizations(signal: AbortSignal): Promise<Organization[]> {
      const call: Request = { method: 'GET', path: '/v1/orgs', ids: {} }
      return collect(list(http, 'organizations', call, OrganizationPage, signal))
    },

    async getOrganization(signal: AbortSignal): Promise<Organization> {
      const call: Request = { method: 'GET', path: '/v1/orgs/{orgId}', ids: { orgId } }
      return (await http.read(call, OrganizationAnswer, signal)).data
    },

    listDirectories(signal: AbortSignal): Promise<Directory[]> {
      const path = '/v2/orgs/{orgId}/directories'
      const call: Request = { method: 'GET', path, ids: { orgId }, query: { limit: 100 } }
      return collect(list(http, 'directories', call, DirectoryPage, signal))
    },

    /** Beside a cursor no other property may be in the body (Atlassian's OpenAPI document). */
    listWorkspaces(signal: AbortSignal, limit = 1000): AsyncGenerator<Workspace[]> {
      const call: Request = { method: 'POST', path: '/v2/orgs/{orgId}/workspaces', ids: { orgId } }
      return walkPages('workspaces', endpointOf(call), (cursor) => {
        const body = cursor === null ? { limit } : { cursor }
        return http.read({ ...call, body }, WorkspacePage, signal)
      })
    },
  }
}

function accessReads(http: Http, orgId: string) {
  return {
    searchUsers(filter: UserFilter, signal: AbortSignal): AsyncGenerator<User[]> {
      const call: Request = { method: 'POST', path: `${users}/search`, ids: { orgId, directoryId: all } }
      return search(http, 'users', { ...call, body: { limit: 100, ...filter } }, UserPage, signal)
    },

    searchGroups(filter: GroupFilter, signal: AbortSignal): AsyncGenerator<Group[]> {
      const call: Request = { method: 'POST', path: `${groups}/search`, ids: { orgId, directoryId: all } }
      return search(http, 'groups', { ...call, body: { limit: 100, ...filter } }, GroupPage, signal)
    },

    listGroupRoles(groupId: string, signal: AbortSignal): Promise<GroupRole[]> {
      const path = `${groups}/{groupId}/role-assignments`
      const call: Request = {
        method: 'GET',
        path,
        ids: { orgId, directoryId: all, groupId },
        query: { limit: 100 },
      }
      return collect(list(http, 'roles of a group', call, GroupRolePage, signal))
    },

    listUserRoles(accountId: string, signal: AbortSignal): Promise<UserRole[]> {
      const path = `${users}/{accountId}/role-assignments`
      const call: Request = {
        method: 'GET',
        path,
        ids: { orgId, directoryId: all, accountId },
        query: { limit: 100 },
      }
      return collect(list(http, 'roles of an account', call, UserRolePage, signal))
    },
  }
}

function roleChanges(http: Http, orgId: string) {
  function change(path: string, userId: string, body: object, signal: AbortSignal): Promise<void> {
    return http.change({ method: 'POST', path: `${access}${path}`, ids: { orgId, userId }, body }, signal)
  }

  return {
    assignRole(accountId: string, role: string, resource: string, signal: AbortSignal): Promise<void> {
      return change('/roles/assign', accountId, { role, resource }, signal)
    },

    revokeRole(accountId: string, role: string, resource: string, signal: AbortSignal): Promise<void> {
      return change('/roles/revoke', accountId, { role, resource }, signal)
    },

    assignOrganizationAdmin(accountId: string, signal: AbortSignal): Promise<void> {
      return change('/role-assignments/assign', accountId, { role: 'atlassian/org-admin' }, signal)
    },

    revokeOrganizationAdmin(accountId: string, signal: AbortSignal): Promise<void> {
      return change('/role-assignments/revoke', accountId, { role: 'atlassian/org-admin' }, signal)
    },
  }
}

function membershipChanges(http: Http, orgId: string) {
  return {
    addMember({ directoryId, groupId, accountId }: MembershipRef, signal: AbortSignal): Promise<void> {
      const path = `${groups}/{groupId}/memberships`
      const ids = { orgId, directoryId, groupId }
      return http.change({ method: 'POST', path, ids, body: { accountId } }, signal)
    },

    removeMember({ directoryId, groupId, accountId }: MembershipRef, signal: AbortSignal): Promise<void> {
      const path = `${groups}/{groupId}/memberships/{accountId}`
      return http.change({ method: 'DELETE', path, ids: { orgId, directoryId, groupId, accountId } }, signal)
    },
  }
}
