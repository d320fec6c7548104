import { Prisma } from '#lib/platform/db/generated/client.ts'
import type { DiffScope } from './scope.ts'

const { sql, raw, join } = Prisma

/** Entitlements that come and go with their group; what they hold is guarded itself. */
export const membershipKind = 'memberships'

/** What history tells of an object. */
export const accountFields = [
  'displayName',
  'email',
  'status',
  'vendorStatus',
  'accountType',
  'external',
  'addedAt',
  'attributes',
] as const
export const resourceFields = [
  'displayName',
  'description',
  'productKey',
  'productName',
  'url',
  'status',
  'lockedReason',
  'attributes',
] as const
export const entitlementFields = ['displayName', 'description', 'takesSeat', 'documented'] as const

const columnsOf = (alias: string, fields: readonly string[]) =>
  join(fields.map((field) => raw(`${alias}."${field}"`)))

/**
 * What is listed twice is one thing, and one row speaks for it: of an account in two directories the one that is enabled.
 * The order is by everything that is kept, so that it is the same row in every run, in the plan and when it is written.
 */
export const firstAccount = sql`s."externalId", s.status, ${columnsOf('s', accountFields)}, s."lastActiveAt"`
export const firstResource = sql`s."resourceType", s."externalId", ${columnsOf('s', resourceFields)}`
export const firstEntitlement = sql`
  s."externalId", s.held desc, ${columnsOf('s', entitlementFields)}, s."resourceExternalId", s.kind, s.slug`

const toJson = (alias: string, fields: readonly string[]) =>
  raw(`jsonb_build_object(${fields.map((field) => `'${field}', ${alias}."${field}"`).join(', ')})`)

/**
 * The stored row `o` and the staged row `s` as the fields that differ, null when nothing does. The condition stands inside,
 * so that rows which are the same are not taken apart.
 */
const differing = (fields: readonly string[]) => sql`
  left join lateral (
    select jsonb_object_agg(was.key, was.value) as before, jsonb_object_agg(was.key, is_now.value) as after
    from jsonb_each(${toJson('o', fields)}
      || case when o."endedAt" is null then '{}' else jsonb_build_object('endedAt', o."endedAt", 'endedByRunId', o."endedByRunId") end) was
    join jsonb_each(${toJson('s', fields)} || jsonb_build_object('endedAt', null, 'endedByRunId', null)) is_now using (key)
    where o.id is not null
      and (o."endedAt" is not null or (${columnsOf('o', fields)}) is distinct from (${columnsOf('s', fields)}))
      and was.value is distinct from is_now.value
  ) d on true`

const ended = sql`
  jsonb_build_object('endedAt', null, 'endedByRunId', null) as before, null::jsonb as after`

/**
 * Puts what `found` selects into the plan, behind what is in it already.
 * @param place what it is ordered by: what is read one after the other is written so, and with it what it holds.
 */
function plan(
  { session, stage, position }: DiffScope,
  objectType: string,
  found: Prisma.Sql,
  place = sql`f."externalId"`,
): Promise<number> {
  return session.execute(sql`
    with found as (${found})
    insert into "PlannedObject" (stage, position, seq, "objectType", kind, action, "objectId", "externalId", before, after)
    select ${stage}::int, ${position}::int,
      (select coalesce(max(p.seq), 0) from "PlannedObject" p where p.stage = ${stage} and p.position = ${position})
        + row_number() over (order by f.action = 'end', ${place}),
      ${objectType}, f.kind, f.action, f."objectId", f."externalId", f.before, f.after
    from found f`)
}

/** Plans what to do so that resources of these types are what the phase has staged. */
export async function planResources(scope: DiffScope, types: readonly string[]): Promise<void> {
  if (types.length === 0) return
  const { stage, position, connectorId } = scope
  await plan(
    scope,
    'resource',
    sql`
    select s."resourceType" || 's' as kind, o.id as "objectId", s."resourceType" || '/' || s."externalId" as "externalId",
      case when o.id is null then 'add' when o."endedAt" is null then 'change' else 'return' end as action, d.before, d.after
    from (select distinct on (s."resourceType", s."externalId") s.* from "StagedResource" s
      where s.stage = ${stage} and s.position = ${position} and s."resourceType" = any(${types}::text[])
      order by ${firstResource}) s
    left join "Resource" o on o."connectorId" = ${connectorId}::uuid and o."resourceType" = s."resourceType"
      and o."externalId" = s."externalId"
    ${differing(resourceFields)}
    where o.id is null or d.before is not null
    union all
    select o."resourceType" || 's', o.id, o."resourceType" || '/' || o."externalId", 'end', ${ended}
    from "Resource" o
    where o."connectorId" = ${connectorId}::uuid and o."endedAt" is null and o."resourceType" = any(${types}::text[])
      and not exists (select 1 from "StagedResource" s where s.stage = ${stage} and s.position = ${position}
        and s."resourceType" = o."resourceType" and s."externalId" = o."externalId")`,
  )
}

/** Plans what to do so that accounts are what the phase has staged. When one was active last is kept, and no change of it. */
export async function planAccounts(scope: DiffScope): Promise<void> {
  const { stage, position, connectorId } = scope
  await plan(
    scope,
    'account',
    sql`
    select 'accounts' as kind, o.id as "objectId", s."externalId",
      case when o.id is null then 'add' when o."endedAt" is not null then 'return'
        when d.before is null then 'touch' else 'change' end as action, d.before, d.after, s.place
    from (select distinct on (s."externalId") s.* from "StagedAccount" s
      where s.stage = ${stage} and s.position = ${position} order by ${firstAccount}) s
    left join "Account" o on o."connectorId" = ${connectorId}::uuid and o."externalId" = s."externalId"
    ${differing(accountFields)}
    where o.id is null or d.before is not null or o."lastActiveAt" is distinct from s."lastActiveAt"
    union all
    select 'accounts', o.id, o."externalId", 'end', ${ended}, null
    from "Account" o
    where o."connectorId" = ${connectorId}::uuid and o."endedAt" is null
      and not exists (select 1 from "StagedAccount" s where s.stage = ${stage} and s.position = ${position}
        and s."externalId" = o."externalId")`,
    sql`f.place, f."externalId"`,
  )
}

/**
 * Plans what to do so that entitlements are what the run has staged up to this phase, and which on resources of these types
 * are gone. That one was held is remembered when nobody holds it any more; it is noted anew only after a refusal, so that a
 * run without news writes nothing.
 */
export async function planEntitlements(scope: DiffScope, endedOn: readonly string[]): Promise<void> {
  const { stage, position, connectorId } = scope
  const kindOf = (entitlement: string, resource: string) =>
    raw(
      `case when ${entitlement}.kind = 'membership' then '${membershipKind}' else 'roles on ' || ${resource}."resourceType" || 's' end`,
    )
  await plan(
    scope,
    'entitlement',
    sql`
    select ${kindOf('s', 's')} as kind, o.id as "objectId", s."externalId",
      case when o.id is null then 'add' when o."endedAt" is not null then 'return'
        when d.before is null then 'touch' else 'change' end as action, d.before, d.after
    from (select distinct on (s."externalId") s.* from "StagedEntitlement" s
      where s.stage = ${stage} and s.position <= ${position} order by ${firstEntitlement}) s
    left join "Entitlement" o on o."connectorId" = ${connectorId}::uuid and o."externalId" = s."externalId"
    ${differing(entitlementFields)}
    where (o.id is null or d.before is not null
        or (s.held and (o."heldAt" is null or o."heldAt" < o."refusedAt")))
      and (exists (select 1 from "StagedResource" r where r.stage = ${stage} and r.position = ${position}
          and r."resourceType" = s."resourceType" and r."externalId" = s."resourceExternalId")
        or exists (select 1 from "Resource" r where r."connectorId" = ${connectorId}::uuid
          and r."resourceType" = s."resourceType" and r."externalId" = s."resourceExternalId" and r."endedAt" is null))
    union all
    select ${kindOf('o', 'r')}, o.id, o."externalId", 'end', ${ended}
    from "Entitlement" o join "Resource" r on r.id = o."resourceId"
    where o."connectorId" = ${connectorId}::uuid and o."endedAt" is null and r."resourceType" = any(${endedOn}::text[])
      and not exists (select 1 from "StagedEntitlement" s where s.stage = ${stage} and s.position <= ${position}
        and s."externalId" = o."externalId")`,
  )
}
