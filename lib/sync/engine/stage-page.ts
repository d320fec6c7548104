import type {
  AccountRecord,
  EntitlementRecord,
  GrantRecord,
  ResourceRecord,
  SyncPage,
} from '#lib/connectors/contract.ts'
import type { Copied, Session } from '#lib/platform/db/session.ts'

/** How a record becomes a row: columns in their order, with where each is taken from. */
type Row<T> = readonly (readonly [column: string, value: (record: T) => Copied])[]

const resourceRow: Row<ResourceRecord> = [
  ['resourceType', (one) => one.resourceType],
  ['externalId', (one) => one.externalId],
  ['displayName', (one) => one.displayName],
  ['description', (one) => one.description],
  ['productKey', (one) => one.productKey],
  ['productName', (one) => one.productName],
  ['url', (one) => one.url],
  ['status', (one) => one.status],
  ['lockedReason', (one) => one.lockedReason],
  ['attributes', (one) => one.attributes],
  ['hints', (one) => one.hints ?? {}],
]

const accountRow: Row<AccountRecord> = [
  ['externalId', (one) => one.externalId],
  ['displayName', (one) => one.displayName],
  ['email', (one) => one.email?.toLowerCase() ?? null],
  ['status', (one) => one.status],
  ['vendorStatus', (one) => one.vendorStatus],
  ['accountType', (one) => one.accountType],
  ['external', (one) => one.external],
  ['addedAt', (one) => one.addedAt],
  ['lastActiveAt', (one) => one.lastActiveAt],
  ['attributes', (one) => one.attributes],
]

const entitlementRow: Row<EntitlementRecord> = [
  ['externalId', (one) => one.externalId],
  ['resourceType', (one) => one.resourceType],
  ['resourceExternalId', (one) => one.resourceExternalId],
  ['kind', (one) => one.kind],
  ['slug', (one) => one.slug],
  ['displayName', (one) => one.displayName],
  ['description', (one) => one.description],
  ['takesSeat', (one) => one.takesSeat],
  ['documented', (one) => one.documented],
  ['held', (one) => one.held],
]

const grantRow: Row<GrantRecord> = [
  ['entitlementExternalId', (one) => one.entitlementExternalId],
  ['principalType', (one) => one.principalType],
  ['principalExternalId', (one) => one.principalExternalId],
  ['method', (one) => one.method],
]

interface Place {
  session: Session
  stage: number
  position: number
}

/**
 * Copies pages of one phase into staging. What is read twice is there twice; the diff takes each thing once.
 * @param known entitlements that this phase has staged already, with whether they were held; they are not repeated.
 * @returns how many rows were read.
 */
export async function stagePages(
  place: Place,
  pages: readonly SyncPage[],
  known: Map<string, boolean>,
): Promise<number> {
  const resources = pages.flatMap((page) => page.resources ?? [])
  const accounts = pages.flatMap((page) => page.accounts ?? [])
  const entitlements = pages.flatMap((page) => page.entitlements ?? [])
  const grants = pages.flatMap((page) => page.grants ?? [])
  const news = entitlements.filter((one) => isNews(one, known))
  await stage(place, 'StagedResource', resourceRow, resources)
  await stage(place, 'StagedAccount', accountRow, accounts)
  await stage(place, 'StagedEntitlement', entitlementRow, news)
  await stage(place, 'StagedGrant', grantRow, grants)
  return resources.length + accounts.length + entitlements.length + grants.length
}

function isNews({ externalId, held }: EntitlementRecord, known: Map<string, boolean>): boolean {
  const before = known.get(externalId)
  if (before === true || before === held) return false
  known.set(externalId, held)
  return true
}

async function stage<T>(
  { session, stage: id, position }: Place,
  table: string,
  row: Row<T>,
  records: readonly T[],
): Promise<void> {
  if (records.length === 0) return
  const columns = ['stage', 'position', ...row.map(([column]) => column)]
  await session.copy(
    table,
    columns,
    records.map((record) => [id, position, ...row.map(([, value]) => value(record))]),
  )
}
