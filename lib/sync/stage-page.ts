import type { SyncPage } from '#lib/connectors/contract.ts'
import type { Tx } from '#lib/platform/db/client.ts'

/** What was staged is gone, or belongs to another execution of the run: it has to be read again from the start. */
export class StagingLost extends Error {
  override readonly name = 'StagingLost'
}

/** One try to run a run. A run that is given out again is another execution. */
export interface Execution {
  runId: string
  executionId: string
}

/** Takes the staging of a run over, empty. Whoever had it stops at the next page. */
export async function openStaging(tx: Tx, { runId, executionId }: Execution): Promise<void> {
  await tx.$executeRaw`
    insert into "StagedRun" ("runId", "executionId") values (${runId}::uuid, ${executionId}::uuid)
    on conflict ("runId") do update set "executionId" = excluded."executionId"`
  await clearRows(tx, runId)
}

/** Keeps the staging for the rest of the transaction. @throws StagingLost */
export async function holdStaging(tx: Tx, { runId, executionId }: Execution): Promise<void> {
  const [mine] = await tx.$queryRaw<unknown[]>`
    select 1 from "StagedRun" where "runId" = ${runId}::uuid and "executionId" = ${executionId}::uuid for update`
  if (!mine) throw new StagingLost(`What run ${runId} had staged is not there any more.`)
}

/** Puts one page into staging. Objects read twice in a run are kept once; one that was seen held stays so. */
export async function stagePage(tx: Tx, runId: string, phase: string, page: SyncPage): Promise<number> {
  const { resources = [], accounts = [], entitlements = [], grants = [] } = page
  if (resources.length > 0) await stageResources(tx, runId, phase, resources)
  if (accounts.length > 0) await stageAccounts(tx, runId, accounts)
  if (entitlements.length > 0) await stageEntitlements(tx, runId, entitlements)
  if (grants.length > 0) await stageGrants(tx, runId, grants)
  return resources.length + accounts.length + entitlements.length + grants.length
}

/** Forgets what a run has staged, once it is done. */
export async function clearStaging(tx: Tx, runId: string): Promise<void> {
  await tx.stagedRun.deleteMany({ where: { runId } })
  await clearRows(tx, runId)
}

async function clearRows(tx: Tx, runId: string): Promise<void> {
  await tx.stagedResource.deleteMany({ where: { runId } })
  await tx.stagedAccount.deleteMany({ where: { runId } })
  await tx.stagedEntitlement.deleteMany({ where: { runId } })
  await tx.stagedGrant.deleteMany({ where: { runId } })
}

async function stageResources(
  tx: Tx,
  runId: string,
  phase: string,
  rows: NonNullable<SyncPage['resources']>,
) {
  await tx.$executeRaw`
    insert into "StagedResource" ("runId", phase, "resourceType", "externalId", "displayName", description,
      "productKey", "productName", url, status, "lockedReason", attributes)
    select distinct on (x."resourceType", x."externalId") ${runId}::uuid, ${phase}, x.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("resourceType" text, "externalId" text,
      "displayName" text, description text, "productKey" text, "productName" text, url text, status text,
      "lockedReason" text, attributes jsonb)
    on conflict do nothing`
}

async function stageAccounts(tx: Tx, runId: string, rows: NonNullable<SyncPage['accounts']>) {
  await tx.$executeRaw`
    insert into "StagedAccount" ("runId", "externalId", "displayName", email, status, "vendorStatus", "accountType",
      external, "addedAt", "lastActiveAt", attributes)
    select distinct on (x."externalId") ${runId}::uuid, x."externalId", x."displayName", lower(x.email),
      x.status::"AccountStatus", x."vendorStatus", x."accountType"::"AccountType", x.external, x."addedAt",
      x."lastActiveAt", x.attributes
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("externalId" text, "displayName" text, email text,
      status text, "vendorStatus" text, "accountType" text, external boolean, "addedAt" timestamptz,
      "lastActiveAt" timestamptz, attributes jsonb)
    on conflict do nothing`
}

async function stageEntitlements(tx: Tx, runId: string, rows: NonNullable<SyncPage['entitlements']>) {
  await tx.$executeRaw`
    insert into "StagedEntitlement" ("runId", "externalId", "resourceType", "resourceExternalId", kind, slug,
      "displayName", description, "takesSeat", documented, held)
    select distinct on (x."externalId") ${runId}::uuid, x."externalId", x."resourceType", x."resourceExternalId", x.kind,
      x.slug, x."displayName", x.description, x."takesSeat", x.documented, x.held
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("externalId" text, "resourceType" text,
      "resourceExternalId" text, kind text, slug text, "displayName" text, description text, "takesSeat" boolean,
      documented boolean, held boolean)
    order by x."externalId", x.held desc
    on conflict ("runId", "externalId") do update set held = true
    where excluded.held and not "StagedEntitlement".held`
}

async function stageGrants(tx: Tx, runId: string, rows: NonNullable<SyncPage['grants']>) {
  await tx.$executeRaw`
    insert into "StagedGrant" ("runId", "entitlementExternalId", "principalType", "principalExternalId", method)
    select distinct on (x."entitlementExternalId", x."principalType", x."principalExternalId") ${runId}::uuid,
      x."entitlementExternalId", x."principalType", x."principalExternalId", x.method
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("entitlementExternalId" text, "principalType" text,
      "principalExternalId" text, method text)
    on conflict do nothing`
}
