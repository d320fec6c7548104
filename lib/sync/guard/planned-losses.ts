import type { Loss } from '#lib/connectors/contract.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import type { Execution } from '../engine/execution.ts'

const { sql } = Prisma

/** A planned removal that the vendor can be asked about, with its name for people. */
export interface PlannedLoss {
  seq: number
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

type FoundGrant = Omit<Extract<Loss, { kind: 'grant' }>['target'], 'kind'> & {
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
  return [...objects.map(ofObject), ...grants.map(ofGrant)]
}

function ofObject({ seq, name, objectId, externalId, resourceType }: FoundObject): PlannedLoss {
  const loss: Loss =
    resourceType === null ? { kind: 'account', externalId } : { kind: 'resource', resourceType, externalId }
  return { seq, name, objectId, loss }
}

function ofGrant(found: FoundGrant): PlannedLoss {
  const { seq, name, entitlementKind, slug, resourceType, resourceExternalId } = found
  const { principalType, principalExternalId } = found
  const target = { kind: entitlementKind, slug, resourceType, resourceExternalId }
  const loss: Loss = { kind: 'grant', principalType, principalExternalId, target }
  return { seq, name, objectId: null, loss }
}
