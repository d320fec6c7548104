import { Prisma } from '#lib/platform/db/generated/client.ts'
import type { Execution } from '../engine/execution.ts'
import type { PlannedLoss } from './planned-losses.ts'

const { sql } = Prisma

type Planning = Pick<Execution, 'session' | 'stage'>

const endsOf = ({ stage }: Pick<Execution, 'stage'>, position: number): Prisma.Sql =>
  sql`p.stage = ${stage} and p.position = ${position} and p.action = 'end'`

/**
 * Takes removals out of the plan of a phase, for what they would have removed is still there. What was kept so loses nothing
 * in the rest of the run either: it was not read, so nobody knows what it has.
 */
export async function keepPlanned(
  planning: Planning,
  position: number,
  kept: readonly PlannedLoss[],
): Promise<void> {
  const { session, stage } = planning
  const objectIds = kept.flatMap(({ objectId }) => objectId ?? [])
  const grantSeqs = kept.flatMap(({ seq, objectId }) => (objectId === null ? seq : []))
  await session.transaction(async () => {
    await session.execute(sql`
      insert into "StagedKept" (stage, position, "objectId")
      select ${stage}, ${position}, id from unnest(${objectIds}::uuid[]) id`)
    await session.execute(sql`
      delete from "PlannedObject" o using "PlannedGrant" p
      where ${endsOf(planning, position)} and p.seq = any(${grantSeqs}::int[]) and o.stage = p.stage and o.position = p.position
        and o.action = 'end' and o."objectId" = p."entitlementId"`)
    await session.execute(sql`
      delete from "PlannedGrant" p where ${endsOf(planning, position)} and p.seq = any(${grantSeqs}::int[])`)
    await keepWithKept(planning, position)
  })
}

/** Takes out of the plan what would end of that which the run has kept before. */
export async function keepWithKept(planning: Planning, position: number): Promise<void> {
  const { session, stage } = planning
  const kept = sql`(select "objectId" from "StagedKept" where stage = ${stage})`
  const entitlements = sql`(select e.id from "Entitlement" e where e."resourceId" in ${kept})`
  await session.execute(sql`
    delete from "PlannedObject" p
    where ${endsOf(planning, position)} and (p."objectId" in ${kept} or p."objectId" in ${entitlements})`)
  await session.execute(sql`
    delete from "PlannedGrant" p
    where ${endsOf(planning, position)}
      and (p."accountId" in ${kept} or p."groupId" in ${kept} or p."entitlementId" in ${entitlements})`)
}

/** Remembers for the rest of the transaction what the plan of a held phase removes: that is what somebody has decided on. */
export async function rememberDecided(planning: Planning, position: number): Promise<void> {
  await planning.session.execute(sql`
    create temporary table decided on commit drop as
    select p."objectId" as id from "PlannedObject" p where ${endsOf(planning, position)}
    union all select p."grantId" from "PlannedGrant" p where ${endsOf(planning, position)}`)
}

/**
 * Takes out of a plan that was made anew what nobody has decided on: what has been found meanwhile was not missing when it
 * was read. What ends with its account, group or workspace is no decision of its own.
 */
export async function keepUndecided(planning: Planning, position: number): Promise<void> {
  const { session } = planning
  const undecided = (id: Prisma.Sql) => sql`not exists (select 1 from decided d where d.id = ${id})`
  await session.execute(sql`
    delete from "PlannedObject" p
    where ${endsOf(planning, position)} and ${undecided(sql`p."objectId"`)}
      and not exists (select 1 from "Entitlement" e join "Resource" r on r.id = e."resourceId"
        where e.id = p."objectId" and r."endedAt" is not null)`)
  await session.execute(sql`
    delete from "PlannedGrant" p using "Grant" g join "Entitlement" e on e.id = g."entitlementId"
      join "Resource" r on r.id = e."resourceId" left join "Account" a on a.id = g."accountId"
      left join "Resource" held on held.id = g."groupId"
    where ${endsOf(planning, position)} and g.id = p."grantId" and ${undecided(sql`p."grantId"`)}
      and r."endedAt" is null and a."endedAt" is null and held."endedAt" is null`)
}
