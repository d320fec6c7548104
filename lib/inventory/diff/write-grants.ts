import { Prisma } from '#lib/platform/db/generated/client.ts'
import { endedSince, isOlder } from './plan-grants.ts'
import { isInSlice, type Changes, type DiffScope, type Slice } from './scope.ts'

const { sql } = Prisma

/**
 * Writes a slice of what is planned for grants. What has become known of a grant since the plan was made, by a read-back or
 * by a request, stays as it is.
 */
export async function writeGrants(scope: DiffScope, slice: Slice): Promise<Changes> {
  const { session, runId, appId, connectorId } = scope
  const removed = await session.execute(sql`
    update "Grant" g set "endedAt" = now(), "endedByRunId" = ${runId}::uuid
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
    on conflict do nothing`)
  return { added, changed: 0, removed }
}
