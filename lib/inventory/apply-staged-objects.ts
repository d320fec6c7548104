import type { Tx } from '#lib/platform/db/client.ts'

export interface StagedScope {
  runId: string
  appId: string
  connectorId: string
  /** By the database's clock: nothing that is staged was read before. */
  readFrom: Date
  /** How long the vendor may take to show a change that it has accepted. */
  shownAfterMs: number
}

export interface Changes {
  added: number
  changed: number
  removed: number
}

type Counted = [{ added: bigint; changed: bigint }]

/** Brings resources of these types to what the run has staged. Ended ones that are back go on; missing ones end. */
export async function applyResources(tx: Tx, scope: StagedScope, types: readonly string[]): Promise<Changes> {
  const { runId, appId, connectorId } = scope
  const [upserted] = await tx.$queryRaw<Counted>`
    with written as (
      insert into "Resource" as r (id, "appId", "connectorId", "resourceType", "externalId", "displayName", description,
        "productKey", "productName", url, status, "lockedReason", attributes, "firstSeenAt")
      select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, s."resourceType", s."externalId", s."displayName",
        s.description, s."productKey", s."productName", s.url, s.status, s."lockedReason", s.attributes, now()
      from "StagedResource" s where s."runId" = ${runId}::uuid and s."resourceType" = any(${types}::text[])
      on conflict ("connectorId", "resourceType", "externalId") do update set
        "displayName" = excluded."displayName", description = excluded.description,
        "productKey" = excluded."productKey", "productName" = excluded."productName", url = excluded.url,
        status = excluded.status, "lockedReason" = excluded."lockedReason", attributes = excluded.attributes,
        "endedAt" = null
      where (r."displayName", r.description, r."productKey", r."productName", r.url, r.status, r."lockedReason",
          r.attributes, r."endedAt")
        is distinct from (excluded."displayName", excluded.description, excluded."productKey", excluded."productName",
          excluded.url, excluded.status, excluded."lockedReason", excluded.attributes, null::timestamptz)
      returning (xmax = 0) as fresh)
    select count(*) filter (where fresh) as added, count(*) filter (where not fresh) as changed from written`
  const removed = await tx.$executeRaw`
    update "Resource" r set "endedAt" = now()
    where r."connectorId" = ${connectorId}::uuid and r."endedAt" is null and r."resourceType" = any(${types}::text[])
      and not exists (select 1 from "StagedResource" s where s."runId" = ${runId}::uuid
        and s."resourceType" = r."resourceType" and s."externalId" = r."externalId")`
  return toChanges(upserted, removed)
}

/** Brings accounts to what the run has staged. */
export async function applyAccounts(tx: Tx, scope: StagedScope): Promise<Changes> {
  const { runId, appId, connectorId } = scope
  const [upserted] = await tx.$queryRaw<Counted>`
    with written as (
      insert into "Account" as a (id, "appId", "connectorId", "externalId", "displayName", email, status, "vendorStatus",
        "accountType", external, "addedAt", "lastActiveAt", attributes, "firstSeenAt")
      select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, s."externalId", s."displayName", s.email, s.status,
        s."vendorStatus", s."accountType", s.external, s."addedAt", s."lastActiveAt", s.attributes, now()
      from "StagedAccount" s where s."runId" = ${runId}::uuid
      on conflict ("connectorId", "externalId") do update set
        "displayName" = excluded."displayName", email = excluded.email, status = excluded.status,
        "vendorStatus" = excluded."vendorStatus", "accountType" = excluded."accountType", external = excluded.external,
        "addedAt" = excluded."addedAt", "lastActiveAt" = excluded."lastActiveAt", attributes = excluded.attributes,
        "endedAt" = null
      where (a."displayName", a.email, a.status, a."vendorStatus", a."accountType", a.external, a."addedAt",
          a."lastActiveAt", a.attributes, a."endedAt")
        is distinct from (excluded."displayName", excluded.email, excluded.status, excluded."vendorStatus",
          excluded."accountType", excluded.external, excluded."addedAt", excluded."lastActiveAt", excluded.attributes,
          null::timestamptz)
      returning (xmax = 0) as fresh)
    select count(*) filter (where fresh) as added, count(*) filter (where not fresh) as changed from written`
  const removed = await tx.$executeRaw`
    update "Account" a set "endedAt" = now()
    where a."connectorId" = ${connectorId}::uuid and a."endedAt" is null
      and not exists (select 1 from "StagedAccount" s
        where s."runId" = ${runId}::uuid and s."externalId" = a."externalId")`
  return toChanges(upserted, removed)
}

/**
 * Brings entitlements to what the run has staged so far, and ends missing ones on resources of these types. That one was
 * held is remembered when nobody holds it any more; it is noted anew only after a refusal, so that a run without news
 * writes nothing.
 */
export async function applyEntitlements(
  tx: Tx,
  scope: StagedScope,
  endedOn: readonly string[],
): Promise<Changes> {
  const { runId, appId, connectorId } = scope
  const [upserted] = await tx.$queryRaw<Counted>`
    with written as (
      insert into "Entitlement" as e (id, "appId", "connectorId", "resourceId", "externalId", kind, slug, "displayName",
        description, "takesSeat", documented, "heldAt", requestable, "firstSeenAt")
      select uuidv7(), ${appId}::uuid, ${connectorId}::uuid, r.id, s."externalId", s.kind, s.slug, s."displayName",
        s.description, s."takesSeat", s.documented, case when s.held then now() end, s.kind = 'role' and s."resourceType" = 'workspace', now()
      from "StagedEntitlement" s
      join "Resource" r on r."connectorId" = ${connectorId}::uuid and r."resourceType" = s."resourceType"
        and r."externalId" = s."resourceExternalId"
      where s."runId" = ${runId}::uuid
      on conflict ("connectorId", "externalId") do update set
        "displayName" = excluded."displayName", description = excluded.description, "takesSeat" = excluded."takesSeat",
        documented = excluded.documented,
        "heldAt" = case when excluded."heldAt" is not null and (e."heldAt" is null or e."heldAt" < e."refusedAt")
          then excluded."heldAt" else e."heldAt" end,
        "endedAt" = null
      where (e."displayName", e.description, e."takesSeat", e.documented, e."endedAt")
          is distinct from (excluded."displayName", excluded.description, excluded."takesSeat", excluded.documented,
            null::timestamptz)
        or (excluded."heldAt" is not null and (e."heldAt" is null or e."heldAt" < e."refusedAt"))
      returning (xmax = 0) as fresh)
    select count(*) filter (where fresh) as added, count(*) filter (where not fresh) as changed from written`
  const removed = await tx.$executeRaw`
    update "Entitlement" e set "endedAt" = now()
    from "Resource" r
    where e."connectorId" = ${connectorId}::uuid and e."endedAt" is null and r.id = e."resourceId"
      and r."resourceType" = any(${endedOn}::text[])
      and not exists (select 1 from "StagedEntitlement" s
        where s."runId" = ${runId}::uuid and s."externalId" = e."externalId")`
  return toChanges(upserted, removed)
}

function toChanges(counted: { added: bigint; changed: bigint }, removed: number): Changes {
  return { added: Number(counted.added), changed: Number(counted.changed), removed }
}
