import { Prisma } from '#lib/platform/db/generated/client.ts'
import { firstAccount, firstEntitlement, firstResource } from './plan-objects.ts'
import { addChanges, compareAsWholes, isInSlice, type Changes, type DiffScope, type Slice } from './scope.ts'

const { sql } = Prisma

/** Writes a slice of what is planned for resources, accounts and entitlements, with its history. */
export async function writeObjects(scope: DiffScope, slice: Slice): Promise<Changes> {
  await compareAsWholes(scope.session)
  const resources = await writeResources(scope, slice)
  const accounts = await writeAccounts(scope, slice)
  const entitlements = await writeEntitlements(scope, slice)
  await scope.session.execute(sql`
    insert into "InventoryChange" (id, "connectorId", "objectType", "objectId", at, "runId", change, before, after)
    select uuidv7(), ${scope.connectorId}::uuid, p."objectType"::"ChangedObject", p."objectId", now(), ${scope.runId}::uuid,
      case p.action when 'end' then 'removed' when 'return' then 'returned' else 'changed' end, p.before,
      case p.action when 'end' then jsonb_build_object('endedAt', now(), 'endedByRunId', ${scope.runId}::text) else p.after end
    from "PlannedObject" p
    where ${isInSlice(scope, slice)} and p.action in ('change', 'return', 'end') order by p.seq`)
  return addChanges(addChanges(resources, accounts), entitlements)
}

async function writeResources(scope: DiffScope, slice: Slice): Promise<Changes> {
  const { session, runId, appId, connectorId } = scope
  const staged = (isNew: boolean) => sql`(
    select distinct on (s."resourceType", s."externalId") s.*, p.action, p."objectId"
    from "PlannedObject" p join "StagedResource" s on s.stage = p.stage and s.position = p.position
      and s."resourceType" || '/' || s."externalId" = p."externalId"
    where ${isInSlice(scope, slice)} and p."objectType" = 'resource' and (p."objectId" is null) = ${isNew} order by ${firstResource})`
  const added = await session.execute(sql`
    insert into "Resource" (id, "appId", "connectorId", "resourceType", "externalId", "displayName", description,
      "productKey", "productName", url, status, "lockedReason", attributes, "firstSeenAt", "beganByRunId")
    select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, s."resourceType", s."externalId", s."displayName",
      s.description, s."productKey", s."productName", s.url, s.status, s."lockedReason", s.attributes, now(), ${runId}::uuid
    from ${staged(true)} s
    on conflict do nothing`)
  const changed = await session.execute(sql`
    update "Resource" o set "displayName" = s."displayName", description = s.description, "productKey" = s."productKey",
      "productName" = s."productName", url = s.url, status = s.status, "lockedReason" = s."lockedReason",
      attributes = s.attributes, "endedAt" = null, "endedByRunId" = null
    from ${staged(false)} s where o.id = s."objectId"`)
  return { added, changed, removed: await endObjects(scope, slice, 'resource', 'Resource') }
}

async function writeAccounts(scope: DiffScope, slice: Slice): Promise<Changes> {
  const { session, runId, appId, connectorId } = scope
  const staged = (isNew: boolean) => sql`(
    select distinct on (s."externalId") s.*, p.action, p."objectId", p.seq
    from "PlannedObject" p join "StagedAccount" s on s.stage = p.stage and s.position = p.position
      and s."externalId" = p."externalId"
    where ${isInSlice(scope, slice)} and p."objectType" = 'account' and (p."objectId" is null) = ${isNew} order by ${firstAccount})`
  const added = await session.execute(sql`
    insert into "Account" (id, "appId", "connectorId", "externalId", "displayName", email, status, "vendorStatus",
      "accountType", external, "addedAt", "lastActiveAt", attributes, "firstSeenAt", "beganByRunId")
    select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, s."externalId", s."displayName", s.email, s.status,
      s."vendorStatus", s."accountType", s.external, s."addedAt", s."lastActiveAt", s.attributes, now(), ${runId}::uuid
    from ${staged(true)} s order by s.seq
    on conflict do nothing`)
  const [updated] = await session.query<{ changed: number }>(sql`
    with updated as (
      update "Account" o set "displayName" = s."displayName", email = s.email, status = s.status,
        "vendorStatus" = s."vendorStatus", "accountType" = s."accountType", external = s.external,
        "addedAt" = s."addedAt", "lastActiveAt" = s."lastActiveAt", attributes = s.attributes, "endedAt" = null,
        "endedByRunId" = null
      from ${staged(false)} s where o.id = s."objectId"
      returning s.action)
    select count(*) filter (where action <> 'touch')::int as changed from updated`)
  const removed = await endObjects(scope, slice, 'account', 'Account')
  return { added, changed: updated?.changed ?? 0, removed }
}

async function writeEntitlements(scope: DiffScope, slice: Slice): Promise<Changes> {
  const { session, runId, appId, connectorId, position } = scope
  const staged = (isNew: boolean) => sql`(
    select distinct on (s."externalId") s.*, p.action, p."objectId"
    from "PlannedObject" p join "StagedEntitlement" s on s.stage = p.stage and s.position <= ${position}
      and s."externalId" = p."externalId"
    where ${isInSlice(scope, slice)} and p."objectType" = 'entitlement' and (p."objectId" is null) = ${isNew} order by ${firstEntitlement})`
  const added = await session.execute(sql`
    insert into "Entitlement" (id, "appId", "connectorId", "resourceId", "externalId", kind, slug, "displayName",
      description, "takesSeat", documented, "heldAt", requestable, "firstSeenAt", "beganByRunId")
    select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, r.id, s."externalId", s.kind, s.slug, s."displayName",
      s.description, s."takesSeat", s.documented, case when s.held then now() end,
      s.kind = 'role' and s."resourceType" = 'workspace', now(), ${runId}::uuid
    from ${staged(true)} s
    join "Resource" r on r."connectorId" = ${connectorId}::uuid and r."resourceType" = s."resourceType"
      and r."externalId" = s."resourceExternalId"
    order by s."externalId"
    on conflict do nothing`)
  const [updated] = await session.query<{ changed: number }>(sql`
    with updated as (
      update "Entitlement" o set "displayName" = s."displayName", description = s.description,
        "takesSeat" = s."takesSeat", documented = s.documented, "endedAt" = null, "endedByRunId" = null,
        "heldAt" = case when s.held and (o."heldAt" is null or o."heldAt" < o."refusedAt") then now() else o."heldAt" end
      from ${staged(false)} s where o.id = s."objectId"
      returning s.action)
    select count(*) filter (where action <> 'touch')::int as changed from updated`)
  const removed = await endObjects(scope, slice, 'entitlement', 'Entitlement')
  return { added, changed: updated?.changed ?? 0, removed }
}

function endObjects(
  scope: DiffScope,
  slice: Slice,
  objectType: string,
  table: 'Resource' | 'Account' | 'Entitlement',
): Promise<number> {
  return scope.session.execute(sql`
    update ${Prisma.raw(`"${table}"`)} o set "endedAt" = now(), "endedByRunId" = ${scope.runId}::uuid
    from "PlannedObject" p
    where ${isInSlice(scope, slice)} and p."objectType" = ${objectType} and p.action = 'end'
      and o.id = p."objectId" and o."endedAt" is null`)
}
