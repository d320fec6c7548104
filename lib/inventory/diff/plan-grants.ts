import { Prisma } from '#lib/platform/db/generated/client.ts'
import { changedFrom, type DiffScope } from './scope.ts'

const { sql } = Prisma

export interface GrantCoverage {
  /** Entitlements on resources of this type, */
  on: string
  /** held by principals of this type, */
  by: 'account' | 'group'
  /** with one of these slugs; all of them when absent. */
  slugs?: readonly string[]
}

/**
 * What is known beside what was read. Without the ways, which roles groups carry and to whom, it cannot be told of who newly
 * holds a role whether a group gives it, and nothing begins.
 */
export interface Known {
  /** Grants of this coverage, before the run; without any there is nothing to compare with. */
  grants: boolean
  ways: boolean
}

/** How the guard and the list of losses name grants. */
export const grantKind = ({ on, by }: Pick<GrantCoverage, 'on' | 'by'>): string =>
  on === 'group' ? 'group memberships' : `grants held by ${by}s on ${on}s`

/**
 * Plans which of the covered grants have ended, and which begin between objects that are known already. What is on a
 * resource, or held by an account, that has ended itself ends with it, covered or not.
 *
 * What an account's own read-back has said since the run began to read is newer than the run, and stays as it is; what a
 * request has changed stays for as long as the vendor may take to show it.
 *
 * Where the vendor only says *that* an account holds a role, it counts as direct when no group of the account carries it.
 * When one does, nothing is known about a direct assignment beside it: a direct grant that the vendor itself has
 * confirmed stays, an unconfirmed one was a deduction and ends.
 */
export async function planGrants(
  scope: DiffScope,
  coverage: GrantCoverage,
  { ways }: Pick<Known, 'ways'>,
): Promise<void> {
  await plan(scope, coverage, compare(scope, coverage, ways), sql`true`)
}

/** Plans anew which grants begin, once the objects are written that they name. */
export async function planGrantBegins(
  scope: DiffScope,
  coverage: GrantCoverage,
  known: Known,
): Promise<void> {
  const { session, stage, position } = scope
  await session.execute(sql`
    delete from "PlannedGrant" where stage = ${stage} and position = ${position} and action = 'begin'
      and kind = ${grantKind(coverage)}`)
  const isNew = coverage.by === 'account' && !known.grants
  const found = isNew ? newToAccounts(scope, coverage, known.ways) : compare(scope, coverage, known.ways)
  await plan(scope, coverage, found, sql`x.action = 'begin'`)
}

/** Compares in one pass what is staged with what is current. */
const compare = (scope: DiffScope, coverage: GrantCoverage, waysKnown: boolean): Prisma.Sql =>
  coverage.by === 'group' ? compareGroups(scope, coverage) : compareAccounts(scope, coverage, waysKnown)

async function plan(
  scope: DiffScope,
  coverage: GrantCoverage,
  found: Prisma.Sql,
  wanted: Prisma.Sql,
): Promise<void> {
  const { session, stage, position } = scope
  await session.execute(sql`
    insert into "PlannedGrant" (stage, position, seq, kind, action, "grantId", "entitlementId", "accountId", "groupId", method)
    select ${stage}::int, ${position}::int, ${lastSeq(scope)} + row_number() over (), ${grantKind(coverage)}, x.action,
      x.id, x."entitlementId", x."accountId", x."groupId", x.method
    from (${found}) x where x.action is not null and ${wanted}`)
}

function compareGroups(scope: DiffScope, { on }: GrantCoverage): Prisma.Sql {
  return sql`
    select case when g.id is null then 'begin' when h."groupId" is null then 'end' end as action, g.id,
      coalesce(h."entitlementId", g."entitlementId") as "entitlementId", null::uuid as "accountId",
      coalesce(h."groupId", g."groupId") as "groupId", 'direct'::"GrantMethod" as method
    from ${holdingsOfGroups(scope, on)} h
    full join (
      select g.id, g."entitlementId", g."groupId" from "Grant" g
      join "Entitlement" e on e.id = g."entitlementId"
      join "Resource" r on r.id = e."resourceId" and r."resourceType" = ${on}
      where g."connectorId" = ${scope.connectorId}::uuid and g."groupId" is not null and g."endedAt" is null
    ) g on g."entitlementId" = h."entitlementId" and g."groupId" = h."groupId"
    order by 3, 5`
}

function compareAccounts(scope: DiffScope, coverage: GrantCoverage, waysKnown: boolean): Prisma.Sql {
  const { on, slugs } = coverage
  const isCovered = slugs ? sql`e.slug = any(${[...slugs]}::text[])` : sql`true`
  return sql`
    with over as materialized (${endedSince(scope)})
    select case
        when g.id is null and not h."throughGroup" and (${waysKnown} or not h.unstated) and not exists (select 1 from over
          where over."entitlementId" = h."entitlementId" and over."accountId" = h."accountId") then 'begin'
        when g."mayEnd" and (h."accountId" is null or (h."throughGroup" and not g.confirmed)) then 'end'
      end as action, g.id,
      coalesce(h."entitlementId", g."entitlementId") as "entitlementId",
      coalesce(h."accountId", g."accountId") as "accountId", null::uuid as "groupId", h.method
    from ${holdingsOfAccounts(scope, on)} h
    full join (
      select g.id, g."entitlementId", g."accountId", g."confirmedAt" is not null as confirmed,
        (${isCovered} or r."endedAt" is not null or a."endedAt" is not null) and ${isOlder(scope, sql`g`)} as "mayEnd"
      from "Grant" g
      join "Entitlement" e on e.id = g."entitlementId"
      join "Resource" r on r.id = e."resourceId" and r."resourceType" = ${on}
      join "Account" a on a.id = g."accountId"
      where g."connectorId" = ${scope.connectorId}::uuid and g."accountId" is not null and g."endedAt" is null
    ) g on g."entitlementId" = h."entitlementId" and g."accountId" = h."accountId"
    where g.id is null or h."accountId" is null or h."throughGroup"
    order by 4, 3`
}

const lastSeq = ({ stage, position }: DiffScope) => sql`
  (select coalesce(max(p.seq), 0) from "PlannedGrant" p where p.stage = ${stage} and p.position = ${position})`

/** What the vendor has not confirmed since the run began to read, nor a request changed shortly before. */
export const isOlder = (scope: DiffScope, grant: Prisma.Sql): Prisma.Sql => sql`
  (${grant}."confirmedAt" is null or ${grant}."confirmedAt" < case when ${grant}."requestId" is null
    then ${scope.readFrom} else ${changedFrom(scope)} end::timestamptz)`

/** What something newer than the run has ended. Few, and found by an index of their own. */
export const endedSince = (scope: DiffScope): Prisma.Sql => sql`
  select "entitlementId", "accountId" from "Grant"
  where "connectorId" = ${scope.connectorId}::uuid and "accountId" is not null and "endedByRunId" is null
    and "endedAt" is not null and "endedAt" >= ${changedFrom(scope)}::timestamptz
    and ("endedByRequestId" is not null or "endedAt" >= ${scope.readFrom}::timestamptz)`

/** Who is staged to hold what, one row for each. */
export const stagedGrants = (
  { stage, position }: Pick<DiffScope, 'stage' | 'position'>,
  { on, by }: Pick<GrantCoverage, 'on' | 'by'>,
): Prisma.Sql => sql`(
  select unnest(one."principalExternalIds") as principal, one.entitlement, one.method
  from (
    select g."principalExternalIds", unnest(g."entitlementExternalIds") as entitlement, g.method from "StagedGrant" g
    where g.stage = ${stage} and g.position <= ${position} and g."on" = ${on} and g."principalType" = ${by}) one)`

/** What is staged to be held by groups, each thing once. */
function holdingsOfGroups(scope: DiffScope, on: string): Prisma.Sql {
  const connectorId = sql`${scope.connectorId}::uuid`
  return sql`(
    select distinct e.id as "entitlementId", held.id as "groupId"
    from ${stagedGrants(scope, { on, by: 'group' })} s
    join "Entitlement" e on e."connectorId" = ${connectorId} and e."externalId" = s.entitlement and e."endedAt" is null
    join "Resource" held on held."connectorId" = ${connectorId} and held."resourceType" = 'group'
      and held."externalId" = s.principal and held."endedAt" is null)`
}

/** What is staged to be held by accounts, `s`, with the objects that it names. */
const stagedForAccounts = (scope: DiffScope, on: string): Prisma.Sql => sql`
  ${stagedGrants(scope, { on, by: 'account' })} s
  join "Entitlement" e on e."connectorId" = ${scope.connectorId}::uuid and e."externalId" = s.entitlement
    and e."endedAt" is null
  join "Account" a on a."connectorId" = ${scope.connectorId}::uuid and a."externalId" = s.principal
    and a."endedAt" is null`

export const methodHeld = sql`case s.method when 'inferred' then 'inferred' else 'direct' end::"GrantMethod"`

/** What groups carry to their members, as it is stored by then: written, or held, by its own phase. */
const carriedToAccounts = ({ connectorId }: DiffScope, on: string): Prisma.Sql => sql`
  select carries."entitlementId", m."accountId"
  from "Grant" carries
  join "Entitlement" role on role.id = carries."entitlementId"
  join "Resource" place on place.id = role."resourceId" and place."resourceType" = ${on}
  join "Entitlement" member on member."resourceId" = carries."groupId" and member.kind = 'membership'
  join "Grant" m on m."entitlementId" = member.id and m."accountId" is not null and m."endedAt" is null
  where carries."connectorId" = ${connectorId}::uuid and carries."groupId" is not null and carries."endedAt" is null`

/** What is staged to be held by accounts, each thing once, with whether a group of the account carries it. */
const holdingsOfAccounts = (scope: DiffScope, on: string): Prisma.Sql => sql`(
  select distinct on (e.id, a.id) e.id as "entitlementId", a.id as "accountId", ${methodHeld} as method,
    s.method = 'unstated' and carried."accountId" is not null as "throughGroup", s.method = 'unstated' as unstated
  from ${stagedForAccounts(scope, on)}
  left join (select distinct * from (${carriedToAccounts(scope, on)}) c) carried
    on carried."entitlementId" = e.id and carried."accountId" = a.id
  order by e.id, a.id, s.method)`

/**
 * The same where nothing is known yet: what no group carries begins. A million rows are put in order by numbers, which takes
 * half as long as by ids that differ in their last bytes.
 */
const newToAccounts = (scope: DiffScope, { on }: GrantCoverage, waysKnown: boolean): Prisma.Sql => {
  const connectorId = sql`${scope.connectorId}::uuid`
  return sql`
    with over as materialized (${endedSince(scope)}),
    e as materialized (
      select e.id, e."externalId", row_number() over (order by e.id) as number
      from "Entitlement" e where e."connectorId" = ${connectorId} and e."endedAt" is null),
    a as materialized (
      select a.id, a."externalId", row_number() over (order by a.id) as number
      from "Account" a where a."connectorId" = ${connectorId} and a."endedAt" is null)
    select distinct on (a.number << 32 | e.number) 'begin' as action, null::uuid as id, e.id as "entitlementId",
      a.id as "accountId", null::uuid as "groupId", ${methodHeld} as method
    from ${stagedGrants(scope, { on, by: 'account' })} s
    join e on e."externalId" = s.entitlement
    join a on a."externalId" = s.principal
    where (${waysKnown} or s.method <> 'unstated')
      and not exists (select 1 from (${carriedToAccounts(scope, on)}) carried
        where carried."entitlementId" = e.id and carried."accountId" = a.id and s.method = 'unstated')
      and not exists (select 1 from over where over."entitlementId" = e.id and over."accountId" = a.id)
    order by a.number << 32 | e.number, s.method`
}
