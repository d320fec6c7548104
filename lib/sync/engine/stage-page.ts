import type {
  AccountRecord,
  EntitlementRecord,
  GrantRecord,
  ResourceRecord,
  SyncPage,
} from '#lib/connectors/contract.ts'
import { toCopyText, type Copied, type Session } from '#lib/platform/db/session.ts'

/** How a record becomes a row: columns in their order, with where each is taken from. `place`: how many were read before. */
type Row<T> = readonly (readonly [column: string, value: (record: T, place: number) => Copied])[]

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
  ['place', (_, place) => place],
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

/** Each of these principals holds each of these entitlements. */
interface Holding {
  entitlements: string[]
  principals: string[]
  on: GrantRecord['on']
  principalType: GrantRecord['principalType']
  method: GrantRecord['method']
}

const holdingRow: Row<Holding> = [
  ['entitlementExternalIds', (one) => one.entitlements],
  ['on', (one) => one.on],
  ['principalType', (one) => one.principalType],
  ['principalExternalIds', (one) => one.principals],
  ['method', (one) => one.method],
  ['place', (_, place) => place],
]

/** Short enough for PostgreSQL to keep the row in one piece, without compressing it. */
const longestHolding = 16

/** Puts grants into one row that follow each other and differ in the entitlement, or in the principal, alone. */
function toHoldings(grants: readonly GrantRecord[]): Holding[] {
  const holdings: Holding[] = []
  for (const { entitlementExternalId, on, principalType, principalExternalId, method } of grants) {
    const last = holdings.at(-1)
    const isAlike = last?.on === on && last.principalType === principalType && last.method === method
    const has = (ids: readonly string[], id: string) => ids.length === 1 && ids[0] === id
    if (isAlike && has(last.principals, principalExternalId) && last.entitlements.length < longestHolding) {
      last.entitlements.push(entitlementExternalId)
    } else if (
      isAlike &&
      has(last.entitlements, entitlementExternalId) &&
      last.principals.length < longestHolding
    ) {
      last.principals.push(principalExternalId)
    } else {
      const [entitlements, principals] = [[entitlementExternalId], [principalExternalId]]
      holdings.push({ entitlements, on, principals, principalType, method })
    }
  }
  return holdings
}

/** A page as it goes into staging: what waits for its turn is a few buffers, and no thousands of objects. */
export interface StagedPage extends Pick<SyncPage, 'resume' | 'totals' | 'note' | 'warning'> {
  /** Rows that were read. */
  read: number
  tables: { table: string; columns: readonly string[]; text: Buffer }[]
}

/** Where the rows of a page belong, and how many the phase had read before it. */
interface Beginning {
  stage: number
  position: number
  before: number
}

/**
 * Turns a page into what is copied. What is read twice is there twice; the diff takes each thing once.
 * @param known entitlements that this phase has staged already, with whether they were held; they are not repeated.
 */
export function toStagedPage(
  at: Beginning,
  { resources = [], accounts = [], entitlements = [], grants = [], ...page }: SyncPage,
  known: Map<string, boolean>,
): StagedPage {
  const news = entitlements.filter((one) => isNews(one, known))
  return {
    resume: page.resume,
    totals: page.totals ?? {},
    note: page.note,
    ...(page.warning === undefined ? {} : { warning: page.warning }),
    read: resources.length + accounts.length + entitlements.length + grants.length,
    tables: [
      ...toTable(at, 'StagedResource', resourceRow, resources),
      ...toTable(at, 'StagedAccount', accountRow, accounts),
      ...toTable(at, 'StagedEntitlement', entitlementRow, news),
      ...toTable(at, 'StagedGrant', holdingRow, toHoldings(grants)),
    ],
  }
}

/** Copies pages of one phase into staging. */
export async function stagePages(session: Session, pages: readonly StagedPage[]): Promise<void> {
  const tables = Map.groupBy(
    pages.flatMap((page) => page.tables),
    ({ table }) => table,
  )
  for (const [table, parts] of tables) {
    const columns = parts[0]?.columns ?? []
    await session.copy(
      table,
      columns,
      parts.map(({ text }) => text),
    )
  }
}

function isNews({ externalId, held }: EntitlementRecord, known: Map<string, boolean>): boolean {
  const before = known.get(externalId)
  if (before === true || before === held) return false
  known.set(externalId, held)
  return true
}

function toTable<T>(
  { stage, position, before }: Beginning,
  table: string,
  row: Row<T>,
  records: readonly T[],
): StagedPage['tables'] {
  if (records.length === 0) return []
  const columns = ['stage', 'position', ...row.map(([column]) => column)]
  const rows = records.map((record, index) => [
    stage,
    position,
    ...row.map(([, value]) => value(record, before + index)),
  ])
  return [{ table, columns, text: Buffer.from(toCopyText(rows)) }]
}
