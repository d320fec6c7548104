import { db } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { pageSize, toPage, toSeek, type Page } from '#lib/platform/db/keyset.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import { findWays } from '#lib/inventory/access-queries.ts'
import { canReadApp } from '#lib/inventory/permissions.ts'
import { can, type Actor } from '#lib/users/permissions.ts'
import { nextStatus } from './lifecycle.ts'
import { canCancelRequest, canDecideRequest, canReadRequest, canRetryRequest } from './permissions.ts'
import type { RequestFilter } from './schema.ts'
import type { AttemptRow, RequestDetail, RequestRow } from './types.ts'

function visibleTo(actor: Actor, filter: RequestFilter): Prisma.Sql {
  const owned = Prisma.sql`r."appId" = any(${[...actor.ownedAppIds]}::uuid[])`
  if (filter.view === 'decide') {
    return Prisma.sql`r.status = 'requires_approval' and r."requesterId" <> ${actor.userId}::uuid
      and ${can(actor, 'requests.decide-all') ? Prisma.sql`true` : owned}`
  }
  if (filter.view === 'all') {
    return can(actor, 'requests.read-all')
      ? Prisma.sql`true`
      : Prisma.sql`(${owned} or r."requesterId" = ${actor.userId}::uuid)`
  }
  return Prisma.sql`r."requesterId" = ${actor.userId}::uuid`
}

/** One page of the requests of a view, newest first; only what the actor may read. */
export async function listRequests(actor: Actor, filter: RequestFilter): Promise<Page<RequestRow>> {
  const seek = toSeek(filter, 'time')
  const where = Prisma.sql`where ${visibleTo(actor, filter)}
    ${filter.appId ? Prisma.sql`and r."appId" = ${filter.appId}::uuid` : Prisma.empty}`
  // newest first: forwards is towards older
  const compare = Prisma.raw(seek.backwards ? '>' : '<')
  const direction = Prisma.raw(seek.backwards ? 'asc' : 'desc')
  const from = seek.key
    ? Prisma.sql`and (r."createdAt", r.id) ${compare} (${seek.key[0]}::timestamptz, ${seek.key[1]}::uuid)`
    : Prisma.empty
  const [rows, [count]] = await Promise.all([
    db().$queryRaw<(Omit<RequestRow, 'mayDecide'> & { appId: string; requesterId: string })[]>`
      select r.id, r.number, r.kind::text, r.status::text, r."notSentReason", r."createdAt", r."appId", r."requesterId",
        e."displayName" as "entitlementName", w."displayName" as "resourceName", app."displayName" as "appName",
        a."displayName" as "accountName", u.name as "requesterName"
      from "AccessRequest" r
      join "Entitlement" e on e.id = r."entitlementId" join "Resource" w on w.id = e."resourceId"
      join "App" app on app.id = r."appId" join "Account" a on a.id = r."accountId"
      join "User" u on u.id = r."requesterId"
      ${where} ${from} order by r."createdAt" ${direction}, r.id ${direction} limit ${pageSize + 1}`,
    db().$queryRaw<[{ total: number }]>`select count(*)::int as total from "AccessRequest" r ${where}`,
  ])
  const decidable = rows.map((row) => ({
    ...row,
    mayDecide: row.status === 'requires_approval' && canDecideRequest(actor, row),
  }))
  return toPage(decidable, count.total, seek, (row) => [row.createdAt.toISOString(), row.id])
}

/** How many requests wait for the actor's decision. */
export async function countToDecide(actor: Actor): Promise<number> {
  return db().accessRequest.count({
    where: {
      status: 'requires_approval',
      requesterId: { not: actor.userId },
      ...(can(actor, 'requests.decide-all') ? {} : { appId: { in: [...actor.ownedAppIds] } }),
    },
  })
}

/** A request with everything its page shows. @throws AppError not_found, also when the actor may not read it. */
export async function getRequest(actor: Actor, requestId: string): Promise<RequestDetail> {
  const request = isId(requestId)
    ? await db().accessRequest.findUnique({
        where: { id: requestId },
        include: {
          app: { include: { owners: { include: { user: true } } } },
          entitlement: { include: { resource: true, connector: true } },
          account: true,
          requester: true,
          decidedBy: true,
          attempts: { orderBy: { number: 'asc' } },
        },
      })
    : null
  if (!request || !canReadRequest(actor, request)) throw notFound('This request')
  const [events, ways, holdersNow, approvers] = await Promise.all([
    db().auditEvent.findMany({
      where: { subjectType: 'request', subjectId: request.id },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    }),
    findWays(db(), request.accountId, request.entitlementId),
    db().grant.count({
      where: { entitlementId: request.entitlementId, endedAt: null, accountId: { not: null } },
    }),
    listApprovers(request.appId, request.requesterId),
  ])
  const { entitlement } = request
  const may = (step: 'approve' | 'cancel' | 'retry') =>
    nextStatus(request.kind, request.status, step) !== null
  const isReachable = entitlement.connector.deletedAt === null && request.app.deletedAt === null
  const neverSent = request.status !== 'approved' || request.notSentReason !== null
  return {
    ...request,
    entitlement,
    resource: entitlement.resource,
    connector: entitlement.connector,
    approvers,
    attempts: request.attempts.map(toAttempt),
    timeline: events.map((event) => ({
      id: event.id,
      at: event.at,
      event: event.event,
      actorName: event.actorName,
      data: Object(event.data),
    })),
    ways,
    holdersNow,
    may: {
      decide: may('approve') && canDecideRequest(actor, request),
      cancel: may('cancel') && canCancelRequest(actor, request),
      retry: may('retry') && neverSent && isReachable && canRetryRequest(actor, request),
      readApp: request.app.deletedAt === null && canReadApp(actor, request.appId),
      readConnector:
        isReachable &&
        (can(actor, 'connectors.read') || actor.ownedConnectorIds.includes(entitlement.connectorId)),
    },
  }
}

/** Names of who may decide a request for the app: its owners, else Super Administrators; never the requester. */
export async function listApprovers(appId: string, requesterId: string): Promise<string[]> {
  const active = { status: 'active' as const, id: { not: requesterId } }
  const owners = await db().user.findMany({
    where: { ...active, ownedApps: { some: { appId } } },
    orderBy: { name: 'asc' },
  })
  if (owners.length > 0) return owners.map((user) => user.name)
  const admins = await db().user.findMany({
    where: { ...active, roles: { some: { role: 'super_administrator' } } },
    orderBy: { name: 'asc' },
  })
  return admins.map((user) => user.name)
}

function toAttempt(row: Prisma.ProvisioningAttemptGetPayload<object>): AttemptRow {
  return {
    ...row,
    vendor: {
      status: row.vendorStatus,
      code: row.vendorCode,
      title: row.vendorTitle,
      detail: row.vendorDetail,
      requestId: row.vendorRequestId,
      endpoint: row.vendorEndpoint,
    },
  }
}
