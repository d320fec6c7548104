import { db } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { pageSize, type toSeek } from '#lib/platform/db/keyset.ts'
import type { ChangeCount, RunChange } from '../types.ts'

/** The clocks of the worker and of the database may differ by so much. */
const clocksDifferMs = 600_000

/** A run and the ids that its rows have: they begin with their time, so no index by run is needed to find them. */
export interface RunSpan {
  runId: string
  first: string
  last: string
}

export function toSpan(run: {
  id: string
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}): RunSpan {
  const began = run.startedAt ?? run.createdAt
  const ended = run.finishedAt
  return {
    runId: run.id,
    first: toId(began.getTime() - clocksDifferMs),
    last: ended ? toId(ended.getTime() + clocksDifferMs) : 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  }
}

/** The smallest version 7 UUID of an instant (RFC 9562, 5.7). */
function toId(time: number): string {
  const hex = time.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** Rows of the table `t` that the run has put there. */
const begunBy = ({ runId, first, last }: RunSpan) =>
  Prisma.sql`t."beganByRunId" = ${runId}::uuid and t.id between ${first}::uuid and ${last}::uuid`

/** How many changes of each kind. */
export function countChanges(span: RunSpan): Promise<ChangeCount[]> {
  const begun = begunBy(span)
  return db().$queryRaw<ChangeCount[]>`
    with changes as (
      select case when c."objectType" = 'account' then 'accounts' when c."objectType" = 'entitlement' then 'entitlements'
          else r."resourceType" || 's' end as kind, case when c.change = 'removed' then 'removed' else 'changed' end as change
      from "InventoryChange" c left join "Resource" r on r.id = c."objectId" and c."objectType" = 'resource'
      where c."runId" = ${span.runId}::uuid
      union all select 'accounts', 'added' from "Account" t where ${begun}
      union all select "resourceType" || 's', 'added' from "Resource" t where ${begun}
      union all select 'entitlements', 'added' from "Entitlement" t where ${begun}
      union all
      select case when e.kind = 'membership' then 'group memberships' else 'grants' end, x.change
      from (
        select "entitlementId", 'added' as change from "Grant" t where ${begun}
        union all select "entitlementId", 'removed' from "Grant" where "endedByRunId" = ${span.runId}::uuid
      ) x join "Entitlement" e on e.id = x."entitlementId")
    select kind, count(*) filter (where change = 'added')::int as added,
      count(*) filter (where change = 'changed')::int as changed,
      count(*) filter (where change = 'removed')::int as removed
    from changes group by kind order by kind`
}

const ofResource = Prisma.sql`case t."resourceType" when 'group' then 'groups/' || t.id
  when 'workspace' then 'workspaces/' || t.id end`

const grantOf = (change: string) => Prisma.sql`'grant' as object, ${change} as change,
    coalesce(a."displayName", held."displayName") as name,
    case when e.kind = 'membership' then 'the membership in ' else e."displayName" || ' on ' end || r."displayName" as detail,
    case when a.id is null then 'groups/' || held.id else 'accounts/' || a.id end as path
  from "Grant" t join "Entitlement" e on e.id = t."entitlementId" join "Resource" r on r.id = e."resourceId"
  left join "Account" a on a.id = t."accountId" left join "Resource" held on held.id = t."groupId"`

/** Columns, tables and condition of each sort of change, in the order in which they are shown: losses first. */
const sorts = (span: RunSpan): Prisma.Sql[] => [
  Prisma.sql`${grantOf('lost')} where t."endedByRunId" = ${span.runId}::uuid`,
  Prisma.sql`t."objectType"::text as object, t.change,
      coalesce(a."displayName", r."displayName", e."displayName") as name,
      case when t.change = 'changed' then (select string_agg(key, ', ') from jsonb_object_keys(t.after) key)
        else coalesce(a.email, r."productName", er."displayName") end as detail,
      case t."objectType" when 'account' then 'accounts/' || a.id when 'entitlement' then 'entitlements/' || e.id
        else case r."resourceType" when 'group' then 'groups/' || r.id when 'workspace' then 'workspaces/' || r.id end
      end as path
    from "InventoryChange" t
    left join "Account" a on a.id = t."objectId" and t."objectType" = 'account'
    left join "Resource" r on r.id = t."objectId" and t."objectType" = 'resource'
    left join "Entitlement" e on e.id = t."objectId" and t."objectType" = 'entitlement'
    left join "Resource" er on er.id = e."resourceId"
    where t."runId" = ${span.runId}::uuid`,
  Prisma.sql`'account' as object, 'added' as change, t."displayName" as name, t.email as detail,
    'accounts/' || t.id as path from "Account" t where ${begunBy(span)}`,
  Prisma.sql`'resource' as object, 'added' as change, t."displayName" as name, t."productName" as detail,
    ${ofResource} as path from "Resource" t where ${begunBy(span)}`,
  Prisma.sql`'entitlement' as object, 'added' as change, t."displayName" as name, r."displayName" as detail,
    'entitlements/' || t.id as path
    from "Entitlement" t join "Resource" r on r.id = t."resourceId" where ${begunBy(span)}`,
  Prisma.sql`${grantOf('gained')} where ${begunBy(span)}`,
]

/** A change with its place in the list: its sort, then its id. */
export type PlacedChange = RunChange & { sort: number }

/** The changes from a place on, in walking order, and one more than fits a page. */
export function readChanges(span: RunSpan, seek: ReturnType<typeof toSeek>): Promise<PlacedChange[]> {
  const direction = Prisma.raw(seek.backwards ? 'desc' : 'asc')
  const compare = Prisma.raw(seek.backwards ? '<' : '>')
  const at = seek.key ? { sort: Number(seek.key[0]), id: seek.key[1] } : null
  const parts = sorts(span).flatMap((rows, sort) => {
    if (at && (seek.backwards ? sort > at.sort : sort < at.sort)) return []
    const beyond = at?.sort === sort ? Prisma.sql`and t.id ${compare} ${at.id}::uuid` : Prisma.empty
    return Prisma.sql`(select ${sort}::int as sort, t.id, ${rows} ${beyond} order by t.id ${direction}
      limit ${pageSize + 1})`
  })
  if (parts.length === 0) return Promise.resolve([])
  return db().$queryRaw<PlacedChange[]>`
    select sort, id::text as id, object, change, name, detail, path from (${Prisma.join(parts, ' union all ')}) x
    order by sort ${direction}, x.id ${direction} limit ${pageSize + 1}`
}
