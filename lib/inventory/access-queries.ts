import { Prisma } from '#lib/platform/db/generated/client.ts'
import { db, type Tx } from '#lib/platform/db/client.ts'
import { livingApp } from '#lib/platform/db/living.ts'
import { pageSize, toPage, toSeek, type Page } from '#lib/platform/db/keyset.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { toGrantability } from './grantability.ts'
import { canReadApp } from './permissions.ts'
import type { HolderFilter } from './schema.ts'
import type { AccessWay, EffectiveAccess, Evidence, Grantability, HolderRow, PastGrant } from './types.ts'

interface WayRow {
  grantId: string
  entitlementId: string
  accountId: string
  method: 'direct' | 'inferred'
  requestId: string | null
  since: Date
  groupId: string | null
  groupName: string | null
  groupLockedReason: string | null
}

/** Every way in which accounts hold entitlements now: directly, and through groups that carry them. */
function waysSql(only: { accountIds?: readonly string[]; entitlementIds?: readonly string[] }): Prisma.Sql {
  const accounts = only.accountIds
    ? Prisma.sql`and h."accountId" = any(${[...only.accountIds]}::uuid[])`
    : Prisma.empty
  const entitlements = only.entitlementIds
    ? Prisma.sql`and g."entitlementId" = any(${[...only.entitlementIds]}::uuid[])`
    : Prisma.empty
  return Prisma.sql`
    select g.id as "grantId", g."entitlementId", h."accountId", g.method::text, g."requestId",
      g."firstSeenAt" as since, null::uuid as "groupId", null::text as "groupName", null::text as "groupLockedReason"
    from "Grant" g join "Grant" h on h.id = g.id
    where g."accountId" is not null and g."endedAt" is null ${accounts} ${entitlements}
    union all
    select g.id, g."entitlementId", h."accountId", 'direct', null, greatest(g."firstSeenAt", h."firstSeenAt"),
      grp.id, grp."displayName", grp."lockedReason"
    from "Grant" g
    join "Resource" grp on grp.id = g."groupId"
    join "Entitlement" member on member."resourceId" = g."groupId" and member.kind = 'membership'
    join "Grant" h on h."entitlementId" = member.id and h."endedAt" is null and h."accountId" is not null
    where g."groupId" is not null and g."endedAt" is null ${accounts} ${entitlements}`
}

function toWay(row: WayRow): AccessWay {
  return {
    grantId: row.grantId,
    method: row.method,
    requestId: row.requestId,
    since: row.since,
    through:
      row.groupId === null
        ? null
        : { groupId: row.groupId, name: row.groupName ?? '', lockedReason: row.groupLockedReason },
  }
}

/** The ways in which one account holds one entitlement now, without asking who may know. */
export async function findWays(tx: Tx, accountId: string, entitlementId: string): Promise<AccessWay[]> {
  const rows = await tx.$queryRaw<WayRow[]>(
    waysSql({ accountIds: [accountId], entitlementIds: [entitlementId] }),
  )
  return rows.map(toWay)
}

export interface AccountDetail {
  id: string
  appId: string
  connectorId: string
  appName: string
  displayName: string
  email: string | null
  externalId: string
  status: 'enabled' | 'disabled' | 'deleted'
  vendorStatus: string
  accountType: 'user' | 'service_account'
  external: boolean
  addedAt: Date | null
  lastActiveAt: Date | null
  firstSeenAt: Date
  endedAt: Date | null
  owner: { id: string; name: string } | null
  access: EffectiveAccess[]
  past: PastGrant[]
}

/** An account with what it holds and how. Its own person may see it too. @throws AppError not_found. */
export async function getAccount(actor: Actor, accountId: string): Promise<AccountDetail> {
  const account = isId(accountId)
    ? await db().account.findUnique({
        where: { id: accountId, app: livingApp },
        include: { app: true },
      })
    : null
  if (!account || !(canReadApp(actor, account.appId) || account.email === actor.email))
    throw notFound('This account')
  const owner = account.email
    ? await db().user.findUnique({ where: { email: account.email }, select: { id: true, name: true } })
    : null
  const [access, past] = await Promise.all([listAccessOf(accountId), listPastGrants({ accountId })])
  return { ...account, appName: account.app.displayName, owner, access, past }
}

/** What an account holds now, one row an entitlement, workspaces first. */
async function listAccessOf(accountId: string): Promise<EffectiveAccess[]> {
  const ways = await db().$queryRaw<WayRow[]>(waysSql({ accountIds: [accountId] }))
  const entitlements = await db().entitlement.findMany({
    where: { id: { in: ways.map((way) => way.entitlementId) } },
    include: { resource: true },
    orderBy: [
      { resource: { resourceType: 'desc' } },
      { resource: { displayName: 'asc' } },
      { displayName: 'asc' },
    ],
  })
  return entitlements.map((entitlement) => ({
    entitlementId: entitlement.id,
    displayName: entitlement.displayName,
    description: entitlement.description,
    slug: entitlement.slug,
    kind: entitlement.kind,
    resourceId: entitlement.resourceId,
    resourceType: entitlement.resource.resourceType,
    resourceName: entitlement.resource.displayName,
    resourceLockedReason: entitlement.resource.lockedReason,
    ways: ways.filter((way) => way.entitlementId === entitlement.id).map(toWay),
  }))
}

export interface EntitlementDetail extends Evidence {
  id: string
  appId: string
  appName: string
  displayName: string
  description: string | null
  slug: string
  kind: string
  takesSeat: boolean | null
  grantability: Grantability
  requestable: boolean
  resource: {
    id: string
    resourceType: string
    displayName: string
    productName: string | null
    lockedReason: string | null
    url: string | null
  }
  groups: { id: string; displayName: string; lockedReason: string | null }[]
  past: PastGrant[]
}

/** @throws AppError not_found. */
export async function getEntitlement(actor: Actor, entitlementId: string): Promise<EntitlementDetail> {
  const entitlement = isId(entitlementId)
    ? await db().entitlement.findUnique({
        where: { id: entitlementId, app: livingApp },
        include: {
          app: true,
          resource: true,
          grants: { where: { endedAt: null, groupId: { not: null } }, include: { group: true } },
        },
      })
    : null
  if (!entitlement || !canReadApp(actor, entitlement.appId)) throw notFound('This entitlement')
  const groups = entitlement.grants.flatMap(({ group }) => (group ? [group] : []))
  return {
    ...entitlement,
    appName: entitlement.app.displayName,
    grantability: toGrantability(entitlement),
    groups,
    past: await listPastGrants({ entitlementId }),
  }
}

export interface ResourceDetail {
  id: string
  appId: string
  appName: string
  displayName: string
  description: string | null
  productName: string | null
  status: string | null
  url: string | null
  lockedReason: string | null
  /** Being a member of it, when it is a group. */
  memberEntitlement: { id: string; displayName: string } | null
}

/** A workspace or a group. @throws AppError not_found. */
export async function getResource(actor: Actor, resourceId: string): Promise<ResourceDetail> {
  const resource = isId(resourceId)
    ? await db().resource.findUnique({
        where: { id: resourceId, app: livingApp },
        include: { app: true, entitlements: { where: { kind: 'membership', endedAt: null }, take: 1 } },
      })
    : null
  if (!resource || !canReadApp(actor, resource.appId)) throw notFound('This resource')
  return {
    ...resource,
    appName: resource.app.displayName,
    memberEntitlement: resource.entitlements[0] ?? null,
  }
}

/** The roles that members of a group hold through it. @throws AppError not_found. */
export async function listRolesOfGroup(
  actor: Actor,
  groupId: string,
): Promise<{ id: string; displayName: string; resourceName: string }[]> {
  await getResource(actor, groupId)
  const grants = await db().grant.findMany({
    where: { groupId, endedAt: null },
    include: { entitlement: { include: { resource: true } } },
    orderBy: { entitlement: { displayName: 'asc' } },
  })
  return grants.map(({ entitlement }) => ({
    id: entitlement.id,
    displayName: entitlement.displayName,
    resourceName: entitlement.resource.displayName,
  }))
}

/** One page of the accounts that hold an entitlement, by name, each with every way. @throws AppError not_found. */
export async function listHolders(
  actor: Actor,
  entitlementId: string,
  filter: HolderFilter,
): Promise<Page<HolderRow>> {
  const entitlement = isId(entitlementId)
    ? await db().entitlement.findUnique({
        where: { id: entitlementId, app: livingApp },
        select: { appId: true },
      })
    : null
  if (!entitlement || !canReadApp(actor, entitlement.appId)) throw notFound('This entitlement')
  const seek = toSeek(filter)
  const term = `%${(filter.q ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const matching = Prisma.sql`
    from "Account" a
    where a.id in (select "accountId" from ways)
    ${filter.q ? Prisma.sql`and (a."displayName" ilike ${term} or a.email ilike ${term})` : Prisma.empty}`
  const direction = Prisma.raw(seek.backwards ? 'desc' : 'asc')
  const from = seek.key
    ? Prisma.sql`and (a."displayName", a.id) ${Prisma.raw(seek.backwards ? '<' : '>')} (${seek.key[0]}, ${seek.key[1]}::uuid)`
    : Prisma.empty
  const ways = waysSql({ entitlementIds: [entitlementId] })
  const [accounts, [count]] = await Promise.all([
    db().$queryRaw<Omit<HolderRow, 'ways'>[]>`
      with ways as (${ways})
      select a.id as "accountId", a."displayName", a.email, a.status::text ${matching} ${from}
      order by a."displayName" ${direction}, a.id ${direction} limit ${pageSize + 1}`,
    db().$queryRaw<[{ total: number }]>`with ways as (${ways}) select count(*)::int as total ${matching}`,
  ])
  const page = toPage(accounts, count.total, seek, (row) => [row.displayName, row.accountId])
  const held = await db().$queryRaw<WayRow[]>(
    waysSql({ accountIds: page.rows.map((row) => row.accountId), entitlementIds: [entitlementId] }),
  )
  return {
    ...page,
    rows: page.rows.map((row) => ({
      ...row,
      ways: held.filter((way) => way.accountId === row.accountId).map(toWay),
    })),
  }
}

async function listPastGrants(of: { accountId: string } | { entitlementId: string }): Promise<PastGrant[]> {
  const grants = await db().grant.findMany({
    where: { ...of, accountId: 'accountId' in of ? of.accountId : { not: null }, endedAt: { not: null } },
    include: { entitlement: { include: { resource: true } }, account: true },
    orderBy: { endedAt: 'desc' },
    take: 50,
  })
  return grants.map((grant) => ({
    id: grant.id,
    label: grant.entitlement.displayName,
    resourceName: grant.entitlement.resource.displayName,
    accountId: grant.accountId,
    accountName: grant.account?.displayName ?? null,
    from: grant.firstSeenAt,
    to: grant.endedAt ?? grant.firstSeenAt,
    byRequestId: grant.endedByRequestId,
  }))
}
