import type { ReadBackAccess } from './types.ts'
import type { Tx } from '#lib/platform/db/client.ts'

export interface AccessScope {
  appId: string
  connectorId: string
  accountId: string
  /** The request whose read-back this is, and the entitlement it is about; null for a look on demand. */
  request: { id: string; entitlementId: string } | null
  /** By the database's clock, before the vendor was asked. */
  readFrom: Date
  /** How long the vendor may take to show a change that it has accepted. */
  shownAfterMs: number
}

/**
 * Brings one account's current grants to what the vendor has just said about it: memberships, and roles that are its own.
 * A grant of the request's entitlement begins or ends by that request. A role without a method is held, nobody knows how:
 * nothing is concluded from it. What a sync or another read-back has said since this one asked, or another request has
 * changed, stays as it is. Times are taken when a row is written: what this transaction has waited for may have begun, or
 * ended, after the transaction did.
 */
export async function applyAccountAccess(tx: Tx, scope: AccessScope, access: ReadBackAccess): Promise<void> {
  const { appId, connectorId, accountId, readFrom } = scope
  const changedFrom = new Date(readFrom.getTime() - scope.shownAfterMs)
  const requestId = scope.request?.id ?? null
  const entitlementId = scope.request?.entitlementId ?? null
  const own = access.roles.flatMap((role) => {
    const method = role.methods.includes('direct') ? 'direct' : 'inferred'
    const isOwn =
      role.methods.includes('direct') ||
      (role.methods.includes('inferred') && !role.methods.includes('group'))
    const unknown = role.methods.length === 0
    return isOwn || unknown ? [{ resource: role.resourceExternalId, slug: role.slug, method, unknown }] : []
  })
  await tx.$executeRaw`drop table if exists read_back`
  await tx.$executeRaw`
    create temporary table read_back on commit drop as
    select e.id as "entitlementId", 'direct'::"GrantMethod" as method, false as unknown
    from "Resource" r join "Entitlement" e on e."resourceId" = r.id and e.kind = 'membership'
    where r."connectorId" = ${connectorId}::uuid and r."resourceType" = 'group'
      and r."externalId" = any(${access.groupExternalIds}::text[])
    union all
    select e.id, x.method::"GrantMethod", x.unknown
    from jsonb_to_recordset(${JSON.stringify(own)}::jsonb) as x(resource text, slug text, method text, unknown boolean)
    join "Resource" r on r."connectorId" = ${connectorId}::uuid and r."externalId" = x.resource
    join "Entitlement" e on e."resourceId" = r.id and e.kind = 'role' and e.slug = x.slug`
  await tx.$executeRaw`
    update "Grant" g set "endedAt" = greatest(clock_timestamp(), g."firstSeenAt"),
      "endedByRequestId" = case when g."entitlementId" = ${entitlementId}::uuid then ${requestId}::uuid end
    where g."accountId" = ${accountId}::uuid and g."endedAt" is null
      and (g."entitlementId" = ${entitlementId}::uuid or coalesce(g."confirmedAt", g."firstSeenAt")
        < case when g."requestId" is null then ${readFrom} else ${changedFrom} end::timestamptz)
      and g."entitlementId" not in (select "entitlementId" from read_back)`
  await tx.$executeRaw`
    insert into "Grant" as g (id, "appId", "connectorId", "entitlementId", "accountId", method, origin, "requestId",
      "confirmedAt", "firstSeenAt")
    select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, b."entitlementId", ${accountId}::uuid, b.method,
      case when b."entitlementId" = ${entitlementId}::uuid then 'request' else 'discovered' end::"GrantOrigin",
      case when b."entitlementId" = ${entitlementId}::uuid then ${requestId}::uuid end, ${readFrom}::timestamptz,
      greatest(clock_timestamp(), (select max(past."endedAt") from "Grant" past
        where past."entitlementId" = b."entitlementId" and past."accountId" = ${accountId}::uuid))
    from read_back b
    where not b.unknown
      and (b."entitlementId" is not distinct from ${entitlementId}::uuid or not exists (select 1 from "Grant" over
        where over."entitlementId" = b."entitlementId" and over."accountId" = ${accountId}::uuid
          and over."endedAt" >= case when over."endedByRequestId" is null then ${readFrom} else ${changedFrom} end::timestamptz))
    on conflict ("entitlementId", "accountId") where "endedAt" is null and "accountId" is not null
    do update set "confirmedAt" = greatest(g."confirmedAt", excluded."confirmedAt"), method = excluded.method,
      origin = case when excluded."requestId" is null then g.origin else excluded.origin end,
      "requestId" = coalesce(excluded."requestId", g."requestId")`
}
