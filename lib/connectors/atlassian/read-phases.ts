import type { EntitlementRecord, GrantRecord, SyncPage, SyncPhase } from '../contract.ts'
import type { Group, GroupRole } from './api/groups.ts'
import type { User } from './api/users.ts'
import type { Workspace } from './api/workspaces.ts'
import type { AtlassianClient } from './client.ts'
import { adminUrl, type AtlassianConfig } from './config.ts'
import { interleave } from './http/interleave.ts'
import {
  entitlementId,
  lastSegment,
  ownerOfAri,
  productKeyOf,
  toAccountRecord,
  toGroupRecord,
  toMembershipEntitlement,
  toOrganizationRecord,
  toOwnGrants,
  toRoleEntitlement,
  toWorkspaceRecord,
} from './mapper.ts'
import { readTotal } from './read-total.ts'
import { organizationRoles, rolesOfProduct, searchableRoles } from './roles.ts'

/** Lists read at the same time; the client bounds the calls themselves. */
const width = 4
const groupsPerPage = 50

/** What later phases need of earlier ones. Null until that phase was read: nothing may be taken for empty. */
interface Seen {
  workspaces: Map<string, { productKey: string; name: string; roles: Set<string> }> | null
  groups: Map<string, { members: number; roles: number }> | null
}

interface Reading {
  client: AtlassianClient
  organizationId: string
  seen: Seen
  signal: AbortSignal
}

type ReadPhase = (reading: Reading) => AsyncGenerator<SyncPage>

const phases: Record<SyncPhase, ReadPhase> = {
  organization: readOrganization,
  workspaces: readWorkspaces,
  groups: readGroups,
  accounts: readAccounts,
  'group-roles': readGroupRoles,
  'role-holders': readRoleHolders,
}

/** Reads the phases of one organization; remembers what later phases need. */
export function createPhaseReader(client: AtlassianClient, config: AtlassianConfig) {
  const seen: Seen = { workspaces: null, groups: null }
  return (phase: SyncPhase, signal: AbortSignal): AsyncGenerator<SyncPage> =>
    phases[phase]({ client, organizationId: config.organizationId, seen, signal })
}

async function* readOrganization({ client, organizationId, signal }: Reading): AsyncGenerator<SyncPage> {
  const organization = await client.getOrganization(signal)
  const directories = await client.listDirectories(signal)
  const record = toOrganizationRecord(
    organizationId,
    organization,
    directories.length,
    adminUrl(organizationId),
  )
  const entitlements = organizationRoles.map((role) =>
    toRoleEntitlement('organization', organizationId, 'organization', role, false),
  )
  yield { resources: [record], entitlements, note: `Organization ${record.displayName}` }
}

async function* readWorkspaces({ client, seen, signal }: Reading): AsyncGenerator<SyncPage> {
  const workspaces: NonNullable<Seen['workspaces']> = new Map()
  for await (const page of client.listWorkspaces(signal)) {
    const from = workspaces.size
    for (const workspace of page) workspaces.set(workspace.id, remembered(workspace))
    const entitlements = page.flatMap((workspace) => {
      const productKey = productKeyOf(workspace)
      return rolesOfProduct(productKey).map((role) =>
        toRoleEntitlement('workspace', workspace.id, productKey, role, false),
      )
    })
    yield {
      resources: page.map(toWorkspaceRecord),
      entitlements,
      note: spanNote('Workspaces', from, page.length),
    }
  }
  seen.workspaces = workspaces
}

function remembered(workspace: Workspace) {
  const productKey = productKeyOf(workspace)
  const name = toWorkspaceRecord(workspace).displayName
  return { productKey, name, roles: new Set(rolesOfProduct(productKey)) }
}

async function* readGroups({ client, organizationId, seen, signal }: Reading): AsyncGenerator<SyncPage> {
  const groups: NonNullable<Seen['groups']> = new Map()
  for await (const page of client.searchGroups({ expand: ['counts.resources', 'counts.users'] }, signal)) {
    const from = groups.size
    for (const group of page) groups.set(lastSegment(group.id), countsOf(group))
    const resources = page.map((group) => {
      const url = adminUrl(organizationId, `/groups/${encodeURIComponent(lastSegment(group.id))}`)
      return toGroupRecord(group, url)
    })
    const entitlements = resources.map(toMembershipEntitlement)
    yield { resources, entitlements, note: spanNote('Groups', from, page.length) }
  }
  yield* readTotal('groups', () => client.countGroups({}, signal))
  seen.groups = groups
}

/** A count that Atlassian left out may be any number, so the group is read. */
function countsOf(group: Group) {
  return { members: group.counts?.users ?? 1, roles: group.counts?.resources ?? 1 }
}

async function* readAccounts(reading: Reading): AsyncGenerator<SyncPage> {
  const { client, organizationId, signal } = reading
  const expand = ['platformRoles', 'groups', 'productAccess', 'counts.resources'] as const
  let from = 0
  let membershipsSeen = false
  for await (const page of client.searchUsers({ expand: [...expand] }, signal)) {
    membershipsSeen ||= page.some((user) => Array.isArray(user.groups))
    const grants = page.flatMap((user) => toOwnGrants(user, organizationId))
    const entitlements = heldOrganizationRoles(page, organizationId)
    yield {
      accounts: page.map(toAccountRecord),
      entitlements,
      grants,
      note: spanNote('Accounts', from, page.length),
    }
    from += page.length
  }
  if (!membershipsSeen) yield* readMembersByGroup(reading)
  yield* readTotal('accounts', () => client.countUsers({}, signal))
}

function heldOrganizationRoles(page: User[], organizationId: string): EntitlementRecord[] {
  const roles = new Set(page.flatMap((user) => user.platformRoles ?? []))
  return [...roles].map((role) =>
    toRoleEntitlement('organization', organizationId, 'organization', role, true),
  )
}

/**
 * Memberships group by group. Atlassian documents the memberships of the user list "within the requested directory"; on
 * all directories at once they may be missing, which must not read as nobody being a member of anything.
 */
async function* readMembersByGroup({ client, seen, signal }: Reading): AsyncGenerator<SyncPage> {
  const groups = required(seen.groups, 'groups')
  const populated = [...groups].filter(([, counts]) => counts.members > 0).map(([id]) => id)
  const sources = populated.map(
    (groupId) =>
      async function* members(linked: AbortSignal): AsyncGenerator<SyncPage> {
        for await (const page of client.searchUsers({ groupIds: [groupId] }, linked)) {
          const grants = page.map((user) =>
            accountGrant(entitlementId(groupId, 'member'), user.accountId, 'direct'),
          )
          yield { grants, note: `Members of a group: ${page.length}` }
        }
      },
  )
  yield* interleave(sources, width, signal)
}

async function* readGroupRoles(reading: Reading): AsyncGenerator<SyncPage> {
  const { client, seen, signal } = reading
  const carrying = [...required(seen.groups, 'groups')]
    .filter(([, counts]) => counts.roles > 0)
    .map(([id]) => id)
  required(seen.workspaces, 'workspaces')
  const sources = carrying.map(
    (groupId) =>
      async function* rows(linked: AbortSignal) {
        yield { groupId, rows: await client.listGroupRoles(groupId, linked) }
      },
  )
  let read = 0
  let batch: { groupId: string; rows: GroupRole[] }[] = []
  for await (const one of interleave(sources, width, signal)) {
    batch.push(one)
    if (batch.length < groupsPerPage) continue
    yield toGroupRolePage(reading, batch, read)
    read += batch.length
    batch = []
  }
  if (batch.length > 0) yield toGroupRolePage(reading, batch, read)
}

function toGroupRolePage(
  { organizationId, seen }: Reading,
  batch: { groupId: string; rows: GroupRole[] }[],
  from: number,
): SyncPage {
  const entitlements = new Map<string, EntitlementRecord>()
  const grants: GrantRecord[] = []
  for (const { groupId, rows } of batch) {
    for (const row of rows) {
      const onPlatform = (row.resourceOwner ?? ownerOfAri(row.resourceId)) === 'platform'
      const workspace = seen.workspaces?.get(row.resourceId)
      // Roles in Jira projects and on goals, and on workspaces that are not listed, are no access we show.
      if (!workspace && !onPlatform) continue
      for (const role of row.roles ?? []) {
        workspace?.roles.add(role)
        const entitlement = workspace
          ? toRoleEntitlement('workspace', row.resourceId, workspace.productKey, role, true)
          : toRoleEntitlement('organization', organizationId, 'organization', role, true)
        entitlements.set(entitlement.externalId, entitlement)
        grants.push({
          entitlementExternalId: entitlement.externalId,
          principalType: 'group',
          principalExternalId: groupId,
          method: 'direct',
        })
      }
    }
  }
  return {
    entitlements: [...entitlements.values()],
    grants,
    note: spanNote('Roles of groups', from, batch.length),
  }
}

async function* readRoleHolders({ client, seen, signal }: Reading): AsyncGenerator<SyncPage> {
  const workspaces = required(seen.workspaces, 'workspaces')
  const sources = [...workspaces].map(
    ([resourceId, workspace]) =>
      async function* holders(linked: AbortSignal) {
        const expected = searchableRoles.filter((role) => workspace.roles.has(role))
        const others = searchableRoles.filter((role) => !workspace.roles.has(role))
        const unexpected = (await isAnyHeld(client, resourceId, others, linked)) ? others : []
        for (const role of [...expected, ...unexpected]) {
          const entitlement = toRoleEntitlement('workspace', resourceId, workspace.productKey, role, true)
          let from = 0
          for await (const page of client.searchUsers(
            { resourceIds: [resourceId], roleIds: [role] },
            linked,
          )) {
            if (page.length === 0) continue
            const grants = page.map((user) =>
              accountGrant(entitlement.externalId, user.accountId, 'unstated'),
            )
            const note = spanNote(
              `${entitlement.displayName} on ${workspace.name}: holders`,
              from,
              page.length,
            )
            yield { entitlements: [entitlement], grants, note }
            from += page.length
          }
        }
      },
  )
  yield* interleave<SyncPage>(sources, width, signal)
}

/** One call instead of one per role for the roles that the product should not even have. */
async function isAnyHeld(
  client: AtlassianClient,
  resourceId: string,
  roleIds: string[],
  signal: AbortSignal,
): Promise<boolean> {
  if (roleIds.length === 0) return false
  for await (const page of client.searchUsers({ resourceIds: [resourceId], roleIds, limit: 1 }, signal)) {
    if (page.length > 0) return true
  }
  return false
}

function accountGrant(
  entitlementExternalId: string,
  accountId: string,
  method: GrantRecord['method'],
): GrantRecord {
  return { entitlementExternalId, principalType: 'account', principalExternalId: accountId, method }
}

function required<T>(value: T | null, phase: SyncPhase): T {
  if (value === null) throw new Error(`The phase "${phase}" must be read before this one.`)
  return value
}

function spanNote(what: string, from: number, count: number): string {
  return count === 0 ? `${what}: none` : `${what} ${from + 1} to ${from + count}`
}
