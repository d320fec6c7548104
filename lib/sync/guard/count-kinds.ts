import type { PhaseCoverage } from '#lib/connectors/contract.ts'
import { membershipKind } from '#lib/inventory/diff/plan-objects.ts'
import { grantKind, stagedGrants } from '#lib/inventory/diff/plan-grants.ts'
import { db } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import type { Execution } from '../engine/execution.ts'
import { defaultLimit, type KindCount } from './guard.ts'
import type { Checkpoint } from '../engine/staging.ts'

const { sql } = Prisma

interface Kind {
  kind: string
  isList: boolean
  counted: number | null
  /** Statement for how many are current, and how many were read. */
  known: Prisma.Sql
  read: Prisma.Sql
}

/** What the guard is asked about, from the plan of a phase: every kind of which something would end or that is counted. */
export async function countKinds(
  { session, stage, connectorId }: Execution,
  coverage: PhaseCoverage,
  { position, totals }: Checkpoint,
): Promise<KindCount[]> {
  const ends = new Map(
    (
      await session.query<{ kind: string; ends: number }>(sql`
        select kind, count(*)::int as ends from "PlannedObject"
        where stage = ${stage} and position = ${position} and action = 'end' and kind <> ${membershipKind} group by kind
        union all
        select kind, count(*)::int from "PlannedGrant"
        where stage = ${stage} and position = ${position} and action = 'end' group by kind`)
    ).map((one) => [one.kind, one.ends]),
  )
  const limits = new Map(
    (await db().removalLimit.findMany({ where: { connectorId } })).map((one) => [one.kind, one]),
  )
  const counts: KindCount[] = []
  for (const { kind, isList, counted, known, read } of kindsOf(coverage, totals, {
    stage,
    position,
    connectorId,
  })) {
    const ending = ends.get(kind) ?? 0
    if (ending === 0 && counted === null) continue
    const [numbers] = await session.query<{ known: number; read: number }>(
      sql`select (${known})::int as known, (${read})::int as read`,
    )
    counts.push({
      kind,
      isList,
      counted,
      known: numbers?.known ?? 0,
      read: numbers?.read ?? 0,
      ends: ending,
      limit: limits.get(kind) ?? defaultLimit,
    })
  }
  return counts
}

/** What a limit may be set for. */
export const guardedKinds = ({
  resourceTypes,
  accounts,
  entitlementsOn,
  grants,
}: PhaseCoverage): string[] => [
  ...resourceTypes.map((type) => `${type}s`),
  ...(accounts ? ['accounts'] : []),
  ...entitlementsOn.map((type) => `roles on ${type}s`),
  ...grants.map(grantKind),
]

function kindsOf(
  coverage: PhaseCoverage,
  totals: Checkpoint['totals'],
  { stage, position, connectorId }: { stage: number; position: number; connectorId: string },
): Kind[] {
  const resources = coverage.resourceTypes.map((type) => ({
    kind: `${type}s`,
    isList: true,
    counted: type === 'group' ? (totals.groups ?? null) : null,
    known: sql`select count(*) from "Resource" where "connectorId" = ${connectorId}::uuid
      and "resourceType" = ${type} and "endedAt" is null`,
    read: sql`select count(distinct "externalId") from "StagedResource"
      where stage = ${stage} and position = ${position} and "resourceType" = ${type}`,
  }))
  const accounts: Kind[] = coverage.accounts
    ? [
        {
          kind: 'accounts',
          isList: true,
          counted: totals.accounts ?? null,
          known: sql`select count(*) from "Account" where "connectorId" = ${connectorId}::uuid and "endedAt" is null`,
          read: sql`select count(distinct "externalId") from "StagedAccount" where stage = ${stage} and position = ${position}`,
        },
      ]
    : []
  const roles = coverage.entitlementsOn.map((type) => ({
    kind: `roles on ${type}s`,
    isList: false,
    counted: null,
    known: sql`select count(*) from "Entitlement" e join "Resource" r on r.id = e."resourceId"
      where e."connectorId" = ${connectorId}::uuid and e."endedAt" is null and r."resourceType" = ${type} and e.kind = 'role'`,
    read: sql`select count(distinct "externalId") from "StagedEntitlement"
      where stage = ${stage} and position <= ${position} and "resourceType" = ${type} and kind = 'role'`,
  }))
  const grants = coverage.grants.map(({ on, by }) => {
    const principal = Prisma.raw(by === 'account' ? '"accountId"' : '"groupId"')
    return {
      kind: grantKind({ on, by }),
      isList: false,
      counted: null,
      known: sql`select count(*) from "Grant" g join "Entitlement" e on e.id = g."entitlementId"
        join "Resource" r on r.id = e."resourceId"
        where g."connectorId" = ${connectorId}::uuid and g."endedAt" is null and g.${principal} is not null
          and r."resourceType" = ${on}`,
      read: sql`select count(*) from (
        select distinct s.entitlement, s.principal from ${stagedGrants({ stage, position }, { on, by })} s) x`,
    }
  })
  return [...resources, ...accounts, ...roles, ...grants]
}
