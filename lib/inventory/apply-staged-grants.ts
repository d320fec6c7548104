import type { Tx } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import type { Changes, StagedScope } from './apply-staged-objects.ts'

export interface GrantCoverage {
  /** Entitlements on resources of this type, */
  on: string
  /** held by principals of this type, */
  by: 'account' | 'group'
  /** with one of these slugs; all of them when absent. */
  slugs?: readonly string[]
}

/**
 * Brings the grants that are covered to what the run has staged. Ended grants stay as history.
 *
 * What an account's own read-back has said since the run began to read is newer than the run, and stays as it is; what a
 * request has changed stays for as long as the vendor may take to show it.
 *
 * Where the vendor only says *that* an account holds a role, it counts as direct when no group of the account carries it.
 * When one does, nothing is known about a direct assignment beside it: a direct grant that the vendor itself has
 * confirmed stays, an unconfirmed one was a deduction and ends.
 */
export async function applyGrants(tx: Tx, scope: StagedScope, coverage: GrantCoverage): Promise<Changes> {
  return coverage.by === 'account'
    ? applyAccountGrants(tx, scope, coverage)
    : applyGroupGrants(tx, scope, coverage.on)
}

async function applyAccountGrants(
  tx: Tx,
  { runId, appId, connectorId, readFrom, shownAfterMs }: StagedScope,
  { on, slugs }: GrantCoverage,
): Promise<Changes> {
  const changedFrom = new Date(readFrom.getTime() - shownAfterMs)
  const covered = slugs ? Prisma.sql`and e.slug = any(${[...slugs]}::text[])` : Prisma.empty
  await tx.$executeRaw`drop table if exists staged_holding`
  await tx.$executeRaw`
    create temporary table staged_holding on commit drop as
    select e.id as "entitlementId", a.id as "accountId",
      case s.method when 'inferred' then 'inferred' else 'direct' end::"GrantMethod" as method,
      s.method = 'unstated' and exists (
        select 1 from "Grant" carried
        join "Entitlement" member on member."resourceId" = carried."groupId" and member.kind = 'membership'
        join "Grant" m on m."entitlementId" = member.id and m."accountId" = a.id and m."endedAt" is null
        where carried."entitlementId" = e.id and carried."groupId" is not null and carried."endedAt" is null
      ) as "throughGroup"
    from "StagedGrant" s
    join "Entitlement" e on e."connectorId" = ${connectorId}::uuid and e."externalId" = s."entitlementExternalId"
    join "Resource" r on r.id = e."resourceId" and r."resourceType" = ${on}
    join "Account" a on a."connectorId" = ${connectorId}::uuid and a."externalId" = s."principalExternalId"
    where s."runId" = ${runId}::uuid and s."principalType" = 'account'`
  const removed = await tx.$executeRaw`
    update "Grant" g set "endedAt" = now(), "endedByRunId" = ${runId}::uuid
    from "Entitlement" e, "Resource" r
    where g."connectorId" = ${connectorId}::uuid and g."accountId" is not null and g."endedAt" is null
      and e.id = g."entitlementId" and r.id = e."resourceId" and r."resourceType" = ${on} ${covered}
      and (g."confirmedAt" is null
        or g."confirmedAt" < case when g."requestId" is null then ${readFrom} else ${changedFrom} end::timestamptz)
      and not exists (select 1 from staged_holding h
        where h."entitlementId" = g."entitlementId" and h."accountId" = g."accountId"
          and (not h."throughGroup" or g."confirmedAt" is not null))`
  const added = await tx.$executeRaw`
    insert into "Grant" (id, "appId", "connectorId", "entitlementId", "accountId", method, "firstSeenAt", "beganByRunId")
    select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, h."entitlementId", h."accountId", h.method, now(),
      ${runId}::uuid
    from staged_holding h where not h."throughGroup"
      and not exists (select 1 from "Grant" over
        where over."entitlementId" = h."entitlementId" and over."accountId" = h."accountId" and over."endedByRunId" is null
          and over."endedAt" >= case when over."endedByRequestId" is null then ${readFrom} else ${changedFrom} end::timestamptz)
    on conflict ("entitlementId", "accountId") where "endedAt" is null and "accountId" is not null do nothing`
  return { added, changed: 0, removed }
}

async function applyGroupGrants(
  tx: Tx,
  { runId, appId, connectorId }: StagedScope,
  on: string,
): Promise<Changes> {
  const removed = await tx.$executeRaw`
    update "Grant" g set "endedAt" = now(), "endedByRunId" = ${runId}::uuid
    from "Entitlement" e, "Resource" r, "Resource" held
    where g."connectorId" = ${connectorId}::uuid and g."groupId" = held.id and g."endedAt" is null
      and e.id = g."entitlementId" and r.id = e."resourceId" and r."resourceType" = ${on}
      and not exists (select 1 from "StagedGrant" s
        where s."runId" = ${runId}::uuid and s."principalType" = 'group'
          and s."entitlementExternalId" = e."externalId" and s."principalExternalId" = held."externalId")`
  const added = await tx.$executeRaw`
    insert into "Grant" (id, "appId", "connectorId", "entitlementId", "groupId", "firstSeenAt", "beganByRunId")
    select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, e.id, held.id, now(), ${runId}::uuid
    from "StagedGrant" s
    join "Entitlement" e on e."connectorId" = ${connectorId}::uuid and e."externalId" = s."entitlementExternalId"
    join "Resource" r on r.id = e."resourceId" and r."resourceType" = ${on}
    join "Resource" held on held."connectorId" = ${connectorId}::uuid and held."resourceType" = 'group'
      and held."externalId" = s."principalExternalId"
    where s."runId" = ${runId}::uuid and s."principalType" = 'group'
    on conflict ("entitlementId", "groupId") where "endedAt" is null and "groupId" is not null do nothing`
  return { added, changed: 0, removed }
}
