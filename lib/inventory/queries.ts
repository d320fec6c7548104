import { Prisma } from '#lib/platform/db/generated/client.ts'
import { db } from '#lib/platform/db/client.ts'
import { pageSize, toPage, toSeek, type Page } from '#lib/platform/db/keyset.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { toGrantability } from './grantability.ts'
import { canReadApp } from './permissions.ts'
import type { AccountFilter, EntitlementFilter, ResourceFilter } from './schema.ts'
import type { AccountRow, EntitlementRow, Evidence, ResourceRow } from './types.ts'

/** Text to find anywhere in a column, with LIKE's own signs taken literally. */
const like = (q: string): string => `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

function seekBy(column: Prisma.Sql, id: Prisma.Sql, seek: ReturnType<typeof toSeek>) {
  const direction = seek.backwards ? Prisma.sql`desc` : Prisma.sql`asc`
  const compare = seek.backwards ? Prisma.sql`<` : Prisma.sql`>`
  const from = seek.key
    ? Prisma.sql`and (${column}, ${id}) ${compare} (${seek.key[0]}, ${seek.key[1]}::uuid)`
    : Prisma.empty
  return {
    from,
    order: Prisma.sql`order by ${column} ${direction}, ${id} ${direction} limit ${pageSize + 1}`,
  }
}

/** @throws AppError not_found: it is not there, deleted, or not theirs to see. */
export async function requireReadable(actor: Actor, appId: string): Promise<void> {
  const isThere =
    isId(appId) &&
    canReadApp(actor, appId) &&
    (await db().app.count({ where: { id: appId, deletedAt: null } })) > 0
  if (!isThere) throw notFound('This app')
}

/** One page of an app's accounts by name. `q` is found in name and e-mail. @throws AppError not_found. */
export async function listAccounts(
  actor: Actor,
  appId: string,
  filter: AccountFilter,
): Promise<Page<AccountRow>> {
  await requireReadable(actor, appId)
  const where = Prisma.sql`where a."appId" = ${appId}::uuid and a."endedAt" is null
    ${filter.q ? Prisma.sql`and (a."displayName" ilike ${like(filter.q)} or a.email ilike ${like(filter.q)})` : Prisma.empty}
    ${filter.status ? Prisma.sql`and a.status = ${filter.status}::"AccountStatus"` : Prisma.empty}`
  const seek = toSeek(filter)
  const { from, order } = seekBy(Prisma.sql`a."displayName"`, Prisma.sql`a.id`, seek)
  const [rows, [count]] = await Promise.all([
    db().$queryRaw<AccountRow[]>`
      with page as (select a.* from "Account" a ${where} ${from} ${order})
      select p.id, p."displayName", p.email, p.status::text, p."vendorStatus", p."accountType"::text, p.external,
        p."lastActiveAt", u.name as "ownerName",
        (select count(distinct held.id)::int from (
          select e.id from "Grant" g join "Entitlement" e on e.id = g."entitlementId" and e.kind = 'role'
          where g."accountId" = p.id and g."endedAt" is null
          union
          select e.id from "Grant" m
          join "Entitlement" me on me.id = m."entitlementId" and me.kind = 'membership'
          join "Grant" g on g."groupId" = me."resourceId" and g."endedAt" is null
          join "Entitlement" e on e.id = g."entitlementId"
          where m."accountId" = p.id and m."endedAt" is null) held) as roles
      from page p left join "User" u on u.email = p.email ${Prisma.raw(
        seek.backwards ? 'order by p."displayName" desc, p.id desc' : 'order by p."displayName", p.id',
      )}`,
    db().$queryRaw<[{ total: number }]>`select count(*)::int as total from "Account" a ${where}`,
  ])
  return toPage(rows, count.total, seek, (row) => [row.displayName, row.id])
}

/** One page of an app's workspaces or groups by name. @throws AppError not_found. */
export async function listResources(
  actor: Actor,
  appId: string,
  resourceType: 'workspace' | 'group',
  filter: ResourceFilter,
): Promise<Page<ResourceRow>> {
  await requireReadable(actor, appId)
  const where = Prisma.sql`where r."appId" = ${appId}::uuid and r."resourceType" = ${resourceType}
    and r."endedAt" is null
    ${filter.q ? Prisma.sql`and (r."displayName" ilike ${like(filter.q)} or r."productName" ilike ${like(filter.q)})` : Prisma.empty}
    ${filter.product ? Prisma.sql`and r."productName" = ${filter.product}` : Prisma.empty}`
  const seek = toSeek(filter)
  const { from, order } = seekBy(Prisma.sql`r."displayName"`, Prisma.sql`r.id`, seek)
  const [rows, [count]] = await Promise.all([
    db().$queryRaw<ResourceRow[]>`
      with page as (select r.* from "Resource" r ${where} ${from} ${order})
      select p.id, p."displayName", p.description, p."productName", p.url, p.status, p."lockedReason",
        (select count(*)::int from "Entitlement" e where e."resourceId" = p.id and e."endedAt" is null) as entitlements,
        (select count(distinct held."accountId")::int from (
          select g."accountId" from "Entitlement" e
          join "Grant" g on g."entitlementId" = e.id and g."endedAt" is null and g."accountId" is not null
          where e."resourceId" = p.id
          union
          select m."accountId" from "Entitlement" e
          join "Grant" g on g."entitlementId" = e.id and g."endedAt" is null and g."groupId" is not null
          join "Entitlement" me on me."resourceId" = g."groupId" and me.kind = 'membership'
          join "Grant" m on m."entitlementId" = me.id and m."endedAt" is null and m."accountId" is not null
          where e."resourceId" = p.id) held) as holders
      from page p ${Prisma.raw(seek.backwards ? 'order by p."displayName" desc, p.id desc' : 'order by p."displayName", p.id')}`,
    db().$queryRaw<[{ total: number }]>`select count(*)::int as total from "Resource" r ${where}`,
  ])
  return toPage(rows, count.total, seek, (row) => [row.displayName, row.id])
}

/** One page of an app's entitlements by name. @throws AppError not_found. */
export async function listEntitlements(
  actor: Actor,
  appId: string,
  filter: EntitlementFilter & { resourceId?: string },
): Promise<Page<EntitlementRow>> {
  await requireReadable(actor, appId)
  const where = Prisma.sql`where e."appId" = ${appId}::uuid and e."endedAt" is null
    ${filter.q ? Prisma.sql`and (e."displayName" ilike ${like(filter.q)} or r."displayName" ilike ${like(filter.q)})` : Prisma.empty}
    ${filter.kind ? Prisma.sql`and e.kind = ${filter.kind}` : Prisma.empty}
    ${filter.resourceId ? Prisma.sql`and e."resourceId" = ${filter.resourceId}::uuid` : Prisma.empty}`
  const seek = toSeek(filter)
  const { from, order } = seekBy(Prisma.sql`e."displayName"`, Prisma.sql`e.id`, seek)
  const [rows, [count]] = await Promise.all([
    db().$queryRaw<(Omit<EntitlementRow, 'grantability'> & Evidence)[]>`
      with page as (
        select e.*, r."displayName" as "resourceName", r."productName"
        from "Entitlement" e join "Resource" r on r.id = e."resourceId" ${where} ${from} ${order})
      select p.id, p."displayName", p.description, p.slug, p.kind, p."resourceName", p."productName", p."takesSeat",
        p.documented, p."heldAt", p."acceptedAt", p."refusedAt", p.requestable,
        (select count(*)::int from "Grant" g where g."entitlementId" = p.id and g."endedAt" is null
          and g."accountId" is not null) as "directHolders",
        (select count(distinct m."accountId")::int from "Grant" g
          join "Entitlement" me on me."resourceId" = g."groupId" and me.kind = 'membership'
          join "Grant" m on m."entitlementId" = me.id and m."endedAt" is null and m."accountId" is not null
          where g."entitlementId" = p.id and g."endedAt" is null and g."groupId" is not null) as "inheritedHolders"
      from page p ${Prisma.raw(seek.backwards ? 'order by p."displayName" desc, p.id desc' : 'order by p."displayName", p.id')}`,
    db().$queryRaw<[{ total: number }]>`
      select count(*)::int as total from "Entitlement" e join "Resource" r on r.id = e."resourceId" ${where}`,
  ])
  const judged = rows.map(({ documented, heldAt, acceptedAt, refusedAt, ...row }) => ({
    ...row,
    grantability: toGrantability({ documented, heldAt, acceptedAt, refusedAt }),
  }))
  return toPage(judged, count.total, seek, (row) => [row.displayName, row.id])
}
