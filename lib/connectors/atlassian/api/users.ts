import { z } from 'zod'
import { collect, walkPages, type Page } from '../http/pagination.ts'
import { endpointOf } from '../http/request.ts'
import { everyDirectory, list, search, type Answers, type Api, type Request } from './lists.ts'
import { answerOf, Count, pageOf, text, texts } from './shapes.ts'

export const User = z.object({
  accountId: z.string(),
  accountType: text,
  status: text,
  accountStatus: text,
  membershipStatus: text,
  addedToOrg: text,
  name: text,
  nickname: text,
  email: text,
  claimStatus: text,
  managementSource: text,
  mfaEnabled: z.boolean().nullish(),
  jobTitle: text,
  department: text,
  location: text,
  platformRoles: texts,
  counts: z.object({ resources: z.number().nullish() }).nullish(),
  productAccess: z.array(z.object({ id: text, key: text, lastActiveTimestamp: text })).nullish(),
  groups: z.array(z.object({ id: z.string() })).nullish(),
  deactivatedOn: text,
  forDeletion: z.boolean().nullish(),
})
export type User = z.infer<typeof User>
const UserPage = pageOf(User)

/** All that is of interest of an account where many are listed for what they hold. */
export const Holder = User.pick({ accountId: true })
export type Holder = z.infer<typeof Holder>
const HolderPage = pageOf(Holder)
const UserAnswer = answerOf(User)

export const UserRole = z.object({
  resourceId: z.string(),
  resourceOwner: text,
  roles: texts,
  roleAssignments: z.array(z.object({ role: z.string(), roleAssignmentMethods: texts })).nullish(),
})
export type UserRole = z.infer<typeof UserRole>
const UserRolePage = pageOf(UserRole)

export const UserStats = z.object({
  accountStatus: z.array(z.object({ status: z.string(), count: z.number() })).nullish(),
  roles: z.array(z.object({ roleId: z.string(), count: z.number() })).nullish(),
})
export type UserStats = z.infer<typeof UserStats>

export const LastActive = z.object({
  product_access: z.array(
    z.object({ id: z.string(), key: z.string(), last_active: text, last_active_timestamp: text }),
  ),
  added_to_org: text,
  added_to_org_timestamp: text,
})
export type LastActive = z.infer<typeof LastActive>
const LastActivePage = z.object({ data: LastActive, links: z.object({ next: text }).nullish() })

/** What users are counted and searched by, with the names of Atlassian's OpenAPI document; misspelt ones are ignored there. */
export interface UserFilter {
  /** At most ten, as of directories, groups and roles; twenty resources. */
  accountIds?: string[]
  directoryIds?: string[]
  groupIds?: string[]
  /** ARIs of workspaces on which somebody holds a role. */
  resourceIds?: string[]
  roleIds?: string[]
  /** In display name and address. */
  searchTerm?: string
  emailDomains?: string[]
  mfaEnabled?: boolean
  claimStatus?: 'managed' | 'unmanaged'
  status?: ('active' | 'suspended' | 'not_invited' | 'deactivated' | 'for_deletion')[]
  accountStatus?: ('active' | 'inactive' | 'closed')[]
  membershipStatus?: ('active' | 'suspended' | 'no_membership')[]
}

export interface UserSearch extends UserFilter {
  /** Whole addresses, at most a hundred; not together with a search term. */
  emails?: string[]
  expand?: ('platformRoles' | 'counts.resources' | 'productAccess' | 'groups')[]
  sortBy?: [{ field: 'nick_name'; direction: 'asc' | 'desc' }]
  /** Page size, 1 to 100. */
  limit?: number
}

/** What role assignments are narrowed by, of users and of groups. */
export interface RoleFilter {
  directoryIds?: string[]
  resourceOwners?: string[]
  resourceIds?: string[]
  roleIds?: string[]
}

const users = '/v2/orgs/{orgId}/directories/{directoryId}/users'

/** Reads of accounts and of what they hold, over all directories. */
export function userCalls({ http, orgId }: Api) {
  const ids = { orgId, directoryId: everyDirectory }
  const searching: Request = { method: 'POST', path: `${users}/search`, ids }
  const searchAs =
    <T>(schema: Answers<T>) =>
    (filter: UserSearch, signal: AbortSignal, after: string | null = null): AsyncGenerator<Page<T>> =>
      search(http, 'users', { ...searching, body: { limit: 100, ...filter } }, schema, signal, after)
  return {
    /** Last argument: `next` of the page to go on behind, of a search with the same filter; null: from the first page. */
    searchUsers: searchAs(UserPage),

    /** The same for their ids alone. */
    searchHolders: searchAs(HolderPage),

    /** With resources and roles this is the number of seats taken on a workspace in one call. */
    async countUsers(filter: UserFilter, signal: AbortSignal): Promise<number> {
      const call: Request = { method: 'GET', path: `${users}/count`, ids, query: { ...filter } }
      return (await http.read(call, Count, signal)).count
    },

    readUserStats(signal: AbortSignal): Promise<UserStats> {
      return http.read({ method: 'GET', path: `${users}/stats`, ids }, UserStats, signal)
    },

    /** One account; unlike in the search its platform roles always come along. @throws ConnectorError not-found. */
    async getUser(accountId: string, signal: AbortSignal): Promise<User> {
      const call: Request = { method: 'GET', path: `${users}/{accountId}`, ids: { ...ids, accountId } }
      return (await http.read(call, UserAnswer, signal)).data
    },

    listUserRoles(accountId: string, signal: AbortSignal, filter: RoleFilter = {}): Promise<UserRole[]> {
      const path = `${users}/{accountId}/role-assignments`
      const call: Request = {
        method: 'GET',
        path,
        ids: { ...ids, accountId },
        query: { limit: 100, ...filter },
      }
      return collect(list(http, 'roles of an account', call, UserRolePage, signal))
    },

    /** When an account used which product: with a lag of up to 24 hours, 200 calls a minute (Atlassian's OpenAPI document). */
    async readLastActive(accountId: string, signal: AbortSignal): Promise<LastActive> {
      const path = '/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates'
      const call: Request = { method: 'GET', path, ids: { orgId, accountId } }
      const dates: Pick<LastActive, 'added_to_org' | 'added_to_org_timestamp'> = {}
      const pages = walkPages('products that an account used', endpointOf(call), async (cursor) => {
        const { data, links } = await http.read({ ...call, query: { cursor } }, LastActivePage, signal)
        dates.added_to_org ??= data.added_to_org
        dates.added_to_org_timestamp ??= data.added_to_org_timestamp
        return { data: data.product_access, links }
      })
      return { product_access: await collect(pages), ...dates }
    },
  }
}
