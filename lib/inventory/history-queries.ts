import { db } from '#lib/platform/db/client.ts'
import { livingApp } from '#lib/platform/db/living.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { canReadApp } from './permissions.ts'
import type { AccountOn, Cause, EntitlementOn, HoldingOn } from './types.ts'

/** Holders of an entitlement on a day that are read with the page. */
const shownHoldings = 500

/**
 * An account as it was at the end of a day (UTC; today unless given), with what it held then, directly and through groups, and what began and ended each.
 * @throws AppError not_found.
 */
export async function getAccountOn(
  actor: Actor,
  accountId: string,
  onDay: string | undefined,
): Promise<AccountOn> {
  const { day, today, on } = toDay(onDay)
  const account = isId(accountId)
    ? await db().account.findUnique({
        where: { id: accountId, app: livingApp },
        include: { app: true, connector: true },
      })
    : null
  if (!account || !(canReadApp(actor, account.appId) || account.email === actor.email))
    throw notFound('This account')
  const { app, connector, ...row } = account
  const was = await undo(row, on)
  const holdings = await listHoldings(Prisma.sql`h."accountId" = ${accountId}::uuid`, on)
  return {
    id: account.id,
    appId: account.appId,
    appName: app.displayName,
    displayName: account.displayName,
    day,
    today,
    knownFrom: dayOf(connector.createdAt),
    state: was && {
      displayName: was.displayName,
      email: was.email,
      status: was.status,
      vendorStatus: was.vendorStatus,
      external: was.external,
    },
    firstSeenAt: account.firstSeenAt,
    beganBy: toCause(connector, { runId: account.beganByRunId }),
    endedAt: account.endedAt,
    endedBy: account.endedAt
      ? toCause(connector, { runId: account.endedByRunId, endedAt: account.endedAt })
      : null,
    holdings: holdings.rows,
    total: holdings.total,
  }
}

/** An entitlement as it was at the end of a day, with who held it then. @throws AppError not_found. */
export async function getEntitlementOn(
  actor: Actor,
  entitlementId: string,
  onDay: string | undefined,
): Promise<EntitlementOn> {
  const { day, today, on } = toDay(onDay)
  const entitlement = isId(entitlementId)
    ? await db().entitlement.findUnique({
        where: { id: entitlementId, app: livingApp },
        include: { app: true, resource: true, connector: true },
      })
    : null
  if (!entitlement || !canReadApp(actor, entitlement.appId)) throw notFound('This entitlement')
  const { app, resource, connector, ...row } = entitlement
  const was = await undo(row, on)
  const holdings = await listHoldings(Prisma.sql`g."entitlementId" = ${entitlementId}::uuid`, on)
  return {
    id: entitlement.id,
    appId: entitlement.appId,
    appName: app.displayName,
    displayName: entitlement.displayName,
    resourceName: resource.displayName,
    day,
    today,
    knownFrom: dayOf(connector.createdAt),
    state: was && { displayName: was.displayName, description: was.description },
    firstSeenAt: entitlement.firstSeenAt,
    beganBy: toCause(connector, { runId: entitlement.beganByRunId }),
    endedAt: entitlement.endedAt,
    endedBy: entitlement.endedAt
      ? toCause(connector, { runId: entitlement.endedByRunId, endedAt: entitlement.endedAt })
      : null,
    holdings: holdings.rows,
    total: holdings.total,
  }
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** What has not come yet cannot be told of. */
function toDay(onDay: string | undefined): { day: string; today: string; on: Date } {
  const today = dayOf(new Date())
  const day = onDay === undefined || onDay > today ? today : onDay
  return { day, today, on: new Date(`${day}T23:59:59.999Z`) }
}

/** A row with everything undone that changed after an instant; null when it was not there then. */
async function undo<T extends { id: string; firstSeenAt: Date; endedAt: Date | null }>(
  row: T,
  on: Date,
): Promise<T | null> {
  if (row.firstSeenAt > on) return null
  const later = await db().inventoryChange.findMany({
    where: { objectId: row.id, at: { gt: on } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  const was: T = Object.assign({}, row, ...later.map((change) => change.before))
  // What was undone came from JSON.
  const endedAt = was.endedAt === null ? null : new Date(was.endedAt)
  return endedAt !== null && endedAt <= on ? null : { ...was, endedAt }
}

interface HoldingRow {
  id: string
  accountId: string
  accountName: string
  entitlementId: string
  label: string
  kind: string
  resourceName: string
  through: string | null
  since: Date
  until: Date | null
  connectorId: string
  deletedAt: Date | null
  beganByRunId: string | null
  requestId: string | null
  isConfirmed: boolean
  endedByRunId: string | null
  endedByRequestId: string | null
}

/** Grants that were current at an instant: direct ones, and those of groups for the members that they had then. */
async function listHoldings(of: Prisma.Sql, on: Date): Promise<{ rows: HoldingOn[]; total: number }> {
  const isCurrent = (grant: string) =>
    Prisma.sql`${Prisma.raw(grant)}."firstSeenAt" <= ${on} and (${Prisma.raw(grant)}."endedAt" is null or ${Prisma.raw(grant)}."endedAt" > ${on})`
  const ways = Prisma.sql`
    select h.id, h."accountId", g."entitlementId", null::uuid as "groupId", g."firstSeenAt" as since, g."endedAt" as until,
      g."connectorId", g."beganByRunId", g."requestId", g."confirmedAt" is not null as "isConfirmed", g."endedByRunId",
      g."endedByRequestId"
    from "Grant" g join "Grant" h on h.id = g.id
    where g."accountId" is not null and ${of} and ${isCurrent('g')} and ${isCurrent('h')}
    union all
    select h.id, h."accountId", g."entitlementId", g."groupId", greatest(g."firstSeenAt", h."firstSeenAt"),
      least(g."endedAt", h."endedAt"), g."connectorId",
      case when g."firstSeenAt" >= h."firstSeenAt" then g."beganByRunId" else h."beganByRunId" end,
      case when g."firstSeenAt" >= h."firstSeenAt" then g."requestId" else h."requestId" end,
      case when g."firstSeenAt" >= h."firstSeenAt" then g."confirmedAt" else h."confirmedAt" end is not null,
      case when h."endedAt" is null or g."endedAt" < h."endedAt" then g."endedByRunId" else h."endedByRunId" end,
      case when h."endedAt" is null or g."endedAt" < h."endedAt" then g."endedByRequestId" else h."endedByRequestId" end
    from "Grant" g
    join "Entitlement" member on member."resourceId" = g."groupId" and member.kind = 'membership'
    join "Grant" h on h."entitlementId" = member.id and h."accountId" is not null
    where g."groupId" is not null and ${of} and ${isCurrent('g')} and ${isCurrent('h')}`
  const rows = await db().$queryRaw<(HoldingRow & { total: number })[]>`
    select w.id::text || coalesce(w."groupId"::text, '') as id, w."accountId", a."displayName" as "accountName",
      e.id as "entitlementId", e."displayName" as label, e.kind, r."displayName" as "resourceName",
      held."displayName" as through, w.since, w.until, w."connectorId", w."beganByRunId", w."requestId",
      w."isConfirmed", w."endedByRunId", w."endedByRequestId", c."deletedAt", count(*) over ()::int as total
    from (${ways}) w join "Connector" c on c.id = w."connectorId"
    join "Account" a on a.id = w."accountId" join "Entitlement" e on e.id = w."entitlementId"
    join "Resource" r on r.id = e."resourceId" left join "Resource" held on held.id = w."groupId"
    order by r."resourceType" desc, r."displayName", e."displayName", a."displayName", w.id limit ${shownHoldings}`
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((row) => ({
      id: row.id,
      account: { id: row.accountId, name: row.accountName },
      entitlement: { id: row.entitlementId, name: row.label, kind: row.kind },
      resourceName: row.resourceName,
      through: row.through,
      since: row.since,
      until: row.until,
      beganBy: toCause(row, {
        requestId: row.requestId,
        runId: row.beganByRunId,
        isReadBack: row.isConfirmed,
      }),
      endedBy: row.until
        ? toCause(row, {
            requestId: row.endedByRequestId,
            runId: row.endedByRunId,
            isReadBack: true,
            endedAt: row.until,
          })
        : null,
    })),
  }
}

/**
 * What began or ended something. A request comes first: a sync may have seen what it did before it was verified. A look at
 * the account leaves no mark, and neither did syncs in the beginning. The syncs of a deleted connector have no page.
 */
function toCause(
  connector: { deletedAt: Date | null } & ({ id: string } | { connectorId: string }),
  by: { requestId?: string | null; runId: string | null; isReadBack?: boolean; endedAt?: Date },
): Cause {
  const { deletedAt } = connector
  if (by.requestId) return { by: 'request', href: `/requests/${by.requestId}` }
  if (by.runId) {
    const connectorId = 'connectorId' in connector ? connector.connectorId : connector.id
    return { by: 'sync', href: deletedAt ? null : `/connectors/${connectorId}/runs/${by.runId}` }
  }
  if (deletedAt && by.endedAt && by.endedAt >= deletedAt) return { by: 'deletion', href: null }
  return { by: by.isReadBack ? 'read-back' : 'unknown', href: null }
}
