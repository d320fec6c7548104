import { Prisma } from '#lib/platform/db/generated/client.ts'
import { endedSince, isOlder, methodHeld } from './plan-grants.ts'
import { isInSlice, type Changes, type DiffScope, type Slice } from './scope.ts'

const { sql } = Prisma

/** Whether grants of a slice may be there already. */
export type Known = 'none-known' | 'some-known'

/**
 * Writes a slice of what is planned for grants. What has become known of a grant since the plan was made, by a read-back or
 * by a request, stays as it is.
 * @param known looking for what is there already takes as long as half the writing, so it is for those whom the database
 *   has refused the slice once.
 * @throws DatabaseError that `isDuplicate` knows, when one is there and may not be.
 */
export async function writeGrants(scope: DiffScope, slice: Slice, known: Known): Promise<Changes> {
  const { session, runId, appId, connectorId } = scope
  const removed = await session.execute(sql`
    update "Grant" g set "endedAt" = greatest(now(), g."firstSeenAt"), "endedByRunId" = ${runId}::uuid
    from "PlannedGrant" p
    where ${isInSlice(scope, slice)} and p.action = 'end' and g.id = p."grantId" and g."endedAt" is null
      and (g."accountId" is null or ${isOlder(scope, sql`g`)})`)
  const added = await session.execute(sql`
    with over as materialized (${endedSince(scope)})
    insert into "Grant" (id, "appId", "connectorId", "entitlementId", "accountId", "groupId", method, "firstSeenAt",
      "beganByRunId")
    select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, p."entitlementId", p."accountId", p."groupId", p.method, now(),
      ${runId}::uuid
    from "PlannedGrant" p
    where ${isInSlice(scope, slice)} and p.action = 'begin'
      and not exists (select 1 from over
        where over."entitlementId" = p."entitlementId" and over."accountId" = p."accountId")
    order by p.seq
    ${known === 'some-known' ? sql`on conflict do nothing` : Prisma.empty}`)
  return { added, changed: 0, removed }
}

/**
 * Writes the memberships that a slice of staging names, where none was known before: nothing is compared, and no group
 * carries them, so they need no plan. They go in as they were read, and accounts did so too: an index on both grows at its
 * end.
 * @param slice by pages of the staging table, of which each holds some hundred memberships.
 * @param known as of `writeGrants`; also what an earlier slice has written counts, and what is staged twice. Two slices that
 *   may hold the same are in one order then, in which they do not wait for each other.
 * @throws DatabaseError that `isDuplicate` knows.
 */
export async function writeNewMemberships(scope: DiffScope, slice: Slice, known: Known): Promise<Changes> {
  const { session, runId, appId, connectorId } = scope
  const staged = sql`
    select s."accountId", e.id as "entitlementId", ${methodHeld} as method, s.place
    from (${stagedMemberships(scope, slice)}) s
    join "Entitlement" e on e."connectorId" = ${connectorId}::uuid and e."externalId" = s.entitlement and e."endedAt" is null`
  const first = sql`
    select distinct on (h."accountId", h."entitlementId") h.* from (${staged}) h
    order by h."accountId", h."entitlementId", h.method`
  const added = await session.execute(sql`
    with over as materialized (${endedSince(scope)})
    insert into "Grant" (id, "appId", "connectorId", "entitlementId", "accountId", method, "firstSeenAt", "beganByRunId")
    select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, h."entitlementId", h."accountId", h.method, now(), ${runId}::uuid
    from (${known === 'some-known' ? first : staged}) h
    where not exists (select 1 from over
      where over."entitlementId" = h."entitlementId" and over."accountId" = h."accountId")
    order by ${known === 'some-known' ? sql`h."accountId"` : sql`h.place`}, h."entitlementId"
    ${known === 'some-known' ? sql`on conflict do nothing` : Prisma.empty}`)
  return { added, changed: 0, removed: 0 }
}

/** The staged rows of a slice, one for each account and entitlement. */
const stagedMemberships = (
  { stage, position, connectorId }: DiffScope,
  { after, upTo }: Slice,
): Prisma.Sql => sql`
  select a.id as "accountId", unnest(one."entitlementExternalIds") as entitlement, one.method, one.place
  from (
    select g."entitlementExternalIds", unnest(g."principalExternalIds") as principal, g.method, g.place from "StagedGrant" g
    where g.ctid >= ${`(${after},0)`}::tid and g.ctid < ${`(${upTo},0)`}::tid
      and g.stage = ${stage} and g.position <= ${position} and g."on" = 'group' and g."principalType" = 'account') one
  cross join lateral (
    select a.id from "Account" a
    where a."connectorId" = ${connectorId}::uuid and a."externalId" = one.principal and a."endedAt" is null limit 1) a`
