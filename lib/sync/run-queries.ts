import { canReadConnector } from '#lib/connectors/permissions.ts'
import { db } from '#lib/platform/db/client.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { readRun } from './read-run.ts'
import type { RunChange, RunChanges, RunDetail } from './types.ts'

/** Changes that are read with the page. */
const shownChanges = 200
/** The clocks of the worker and of the database may differ by so much. */
const clocksDifferMs = 600_000

/** One run of a connector. @throws AppError not_found, also when the actor may not see it. */
export async function getRun(actor: Actor, runId: string): Promise<RunDetail> {
  await findVisible(actor, runId)
  const run = await readRun(runId)
  if (!run) throw notFound('This sync')
  return run
}

/** What a run has changed: counts by kind, and the first of them by name. @throws AppError not_found. */
export async function getRunChanges(actor: Actor, runId: string): Promise<RunChanges> {
  const run = await findVisible(actor, runId)
  // Ids of grants begin with their time, so those that began in the run are found without an index of their own.
  const from = toFirstId(new Date((run.startedAt ?? run.createdAt).getTime() - clocksDifferMs))
  const counts = await db().$queryRaw<RunChanges['counts']>`
    with changes as (
      select case when c."objectType" = 'account' then 'accounts' when c."objectType" = 'entitlement' then 'entitlements'
          else r."resourceType" || 's' end as kind, case when c.change = 'removed' then 'removed' else 'changed' end as change
      from "InventoryChange" c left join "Resource" r on r.id = c."objectId" and c."objectType" = 'resource'
      where c."runId" = ${runId}::uuid
      union all select 'accounts', 'added' from "Account" where "beganByRunId" = ${runId}::uuid and id >= ${from}::uuid
      union all select "resourceType" || 's', 'added' from "Resource" where "beganByRunId" = ${runId}::uuid and id >= ${from}::uuid
      union all select 'entitlements', 'added' from "Entitlement" where "beganByRunId" = ${runId}::uuid and id >= ${from}::uuid
      union all
      select case when e.kind = 'membership' then 'group memberships' else 'grants' end, x.change
      from (
        select "entitlementId", 'added' as change from "Grant" where "beganByRunId" = ${runId}::uuid and id >= ${from}::uuid
        union all select "entitlementId", 'removed' from "Grant" where "endedByRunId" = ${runId}::uuid
      ) x join "Entitlement" e on e.id = x."entitlementId")
    select kind, count(*) filter (where change = 'added')::int as added,
      count(*) filter (where change = 'changed')::int as changed,
      count(*) filter (where change = 'removed')::int as removed
    from changes group by kind order by kind`
  const total = counts.reduce((sum, one) => sum + one.added + one.changed + one.removed, 0)
  return { counts, total, items: await readItems(runId, from) }
}

function readItems(runId: string, from: string): Promise<RunChange[]> {
  return db().$queryRaw<RunChange[]>`
    (select g.id::text as id, 'grant' as object, 'lost' as change, coalesce(a."displayName", held."displayName") as name,
      case when e.kind = 'membership' then 'the membership in ' else e."displayName" || ' on ' end || r."displayName" as detail,
      case when a.id is null then 'groups/' || held.id else 'accounts/' || a.id end as path
    from "Grant" g join "Entitlement" e on e.id = g."entitlementId" join "Resource" r on r.id = e."resourceId"
    left join "Account" a on a.id = g."accountId" left join "Resource" held on held.id = g."groupId"
    where g."endedByRunId" = ${runId}::uuid order by g.id limit ${shownChanges})
    union all
    (select c.id::text, c."objectType"::text, c.change, coalesce(a."displayName", r."displayName", e."displayName"),
      case when c.change = 'changed' then (select string_agg(key, ', ') from jsonb_object_keys(c.after) key)
        else coalesce(a.email, r."productName", er."displayName") end,
      case c."objectType" when 'account' then 'accounts/' || a.id when 'entitlement' then 'entitlements/' || e.id
        else case r."resourceType" when 'group' then 'groups/' || r.id when 'workspace' then 'workspaces/' || r.id end end
    from "InventoryChange" c
    left join "Account" a on a.id = c."objectId" and c."objectType" = 'account'
    left join "Resource" r on r.id = c."objectId" and c."objectType" = 'resource'
    left join "Entitlement" e on e.id = c."objectId" and c."objectType" = 'entitlement'
    left join "Resource" er on er.id = e."resourceId"
    where c."runId" = ${runId}::uuid order by c.id limit ${shownChanges})
    union all
    (select id::text, 'account', 'added', "displayName", email, 'accounts/' || id from "Account"
    where "beganByRunId" = ${runId}::uuid and id >= ${from}::uuid order by id limit ${shownChanges})
    union all
    (select id::text, 'resource', 'added', "displayName", "productName",
      case "resourceType" when 'group' then 'groups/' || id when 'workspace' then 'workspaces/' || id end from "Resource"
    where "beganByRunId" = ${runId}::uuid and id >= ${from}::uuid order by id limit ${shownChanges})
    union all
    (select g.id::text, 'grant', 'gained', coalesce(a."displayName", held."displayName"),
      case when e.kind = 'membership' then 'the membership in ' else e."displayName" || ' on ' end || r."displayName",
      case when a.id is null then 'groups/' || held.id else 'accounts/' || a.id end
    from "Grant" g join "Entitlement" e on e.id = g."entitlementId" join "Resource" r on r.id = e."resourceId"
    left join "Account" a on a.id = g."accountId" left join "Resource" held on held.id = g."groupId"
    where g."beganByRunId" = ${runId}::uuid and g.id >= ${from}::uuid order by g.id limit ${shownChanges})
    limit ${shownChanges}`
}

async function findVisible(actor: Actor, runId: string) {
  const run = isId(runId) ? await db().syncRun.findUnique({ where: { id: runId } }) : null
  if (!run || !canReadConnector(actor, run.connectorId)) throw notFound('This sync')
  return run
}

/** The smallest version 7 UUID of an instant (RFC 9562, 5.7). */
function toFirstId(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
