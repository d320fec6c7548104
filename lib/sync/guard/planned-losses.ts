import type { Loss } from '#lib/connectors/contract.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import type { Execution } from '../engine/execution.ts'

const { sql } = Prisma

/** A planned removal that the vendor can be asked about, with its name for people. */
export interface PlannedLoss {
  seq: number
  kind: string
  name: string
  /** Of what ends itself; null for a grant. */
  objectId: string | null
  loss: Loss
}

interface FoundObject {
  seq: number
  name: string
  objectId: string
  externalId: string
  /** Null for an account. */
  resourceType: Extract<Loss, { kind: 'resource' }>['resourceType'] | null
}

type FoundGrant = Extract<Loss, { kind: 'grant' }>['target'] & {
  seq: number
  name: string
  entitlementKind: 'role' | 'membership'
  principalType: 'account' | 'group'
  principalExternalId: string
}

/**
 * Some planned removals of one kind, drawn by lot. Left out is what ends with its account, group or workspace, or because a
 * group carries it now, and what was inferred: of these the vendor may tell otherwise and nothing is wrong.
 * @param except seqs that were drawn before.
 */
export async function drawLosses(
  execution: Pick<Execution, 'session' | 'stage' | 'runId'>,
  position: number,
  kind: string,
  { count, except }: { count: number; except: readonly number[] },
): Promise<PlannedLoss[]> {
  const { session, stage, runId } = execution
  const drawn = sql`p.stage = ${stage} and p.position = ${position} and p.kind = ${kind} and p.action = 'end'
    and p.seq <> all(${[...except]}::int[])`
  const byLot = sql`order by md5(p.seq::text || ${runId}) limit ${count}`
  const objects = await session.query<FoundObject>(sql`
    select p.seq, coalesce(a."displayName", r."displayName") as name, p."objectId", r."resourceType",
      coalesce(a."externalId", r."externalId") as "externalId"
    from "PlannedObject" p
    left join "Account" a on a.id = p."objectId" and p."objectType" = 'account'
    left join "Resource" r on r.id = p."objectId" and p."objectType" = 'resource'
    where ${drawn} and p."objectType" in ('account', 'resource') ${byLot}`)
  const ending = (id: Prisma.Sql) => sql`exists (select 1 from "PlannedObject" o
    where o.stage = ${stage} and o.position = ${position} and o.action = 'end' and o."objectId" = ${id})`
  const grants = await session.query<FoundGrant>(sql`
    select p.seq, coalesce(a."displayName", held."displayName") || ' ('
        || case when e.kind = 'membership' then e."displayName" else e."displayName" || ' on ' || r."displayName" end || ')' as name,
      e.kind as "entitlementKind", e.slug, r."resourceType", r."externalId" as "resourceExternalId",
      case when a.id is null then 'group' else 'account' end as "principalType",
      coalesce(a."externalId", held."externalId") as "principalExternalId"
    from "PlannedGrant" p
    join "Grant" g on g.id = p."grantId" and g.method = 'direct'
    join "Entitlement" e on e.id = g."entitlementId"
    join "Resource" r on r.id = e."resourceId" and r."endedAt" is null
    left join "Account" a on a.id = g."accountId"
    left join "Resource" held on held.id = g."groupId"
    where ${drawn} and (p."groupId" is not null or p.method is null)
      and a."endedAt" is null and held."endedAt" is null
      and not ${ending(sql`coalesce(a.id, held.id)`)} and not ${ending(sql`r.id`)} ${byLot}`)
  return [...objects.map((one) => ofObject(kind, one)), ...grants.map((one) => ofGrant(kind, one))]
}

function ofObject(kind: string, { seq, name, objectId, externalId, resourceType }: FoundObject): PlannedLoss {
  const loss: Loss =
    resourceType === null ? { kind: 'account', externalId } : { kind: 'resource', resourceType, externalId }
  return { seq, kind, name, objectId, loss }
}

function ofGrant(kind: string, found: FoundGrant): PlannedLoss {
  const { seq, name, entitlementKind, slug, resourceType, resourceExternalId } = found
  const { principalType, principalExternalId } = found
  const target = { kind: entitlementKind, slug, resourceType, resourceExternalId }
  const loss: Loss = { kind: 'grant', principalType, principalExternalId, target }
  return { seq, kind, name, objectId: null, loss }
}

/** Takes removals out of the plan, with what would have ended for that reason alone. */
export async function keepPlanned(
  { session, stage }: Pick<Execution, 'session' | 'stage'>,
  position: number,
  kept: readonly PlannedLoss[],
): Promise<void> {
  const planned = sql`p.stage = ${stage} and p.position = ${position} and p.action = 'end'`
  const objectIds = kept.flatMap(({ objectId }) => objectId ?? [])
  const ids = sql`any(${objectIds}::uuid[])`
  const grantSeqs = kept.flatMap(({ seq, objectId }) => (objectId === null ? seq : []))
  await session.transaction(async () => {
    await session.execute(sql`delete from "PlannedObject" p where ${planned} and p."objectId" = ${ids}`)
    await session.execute(sql`
      delete from "PlannedGrant" p where ${planned} and (p.seq = any(${grantSeqs}::int[]) or p."accountId" = ${ids}
        or p."groupId" = ${ids} or p."entitlementId" in (select id from "Entitlement" where "resourceId" = ${ids}))`)
    await session.execute(sql`
      delete from "PlannedObject" p using "Entitlement" e
      where ${planned} and p."objectType" = 'entitlement' and e.id = p."objectId" and (e."resourceId" = ${ids}
        or exists (select 1 from "Grant" g where g."entitlementId" = e.id and g."endedAt" is null
          and not exists (select 1 from "PlannedGrant" q
            where q.stage = ${stage} and q.position = ${position} and q.action = 'end' and q."grantId" = g.id)))`)
  })
}
