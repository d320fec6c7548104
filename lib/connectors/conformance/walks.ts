import {
  syncPhases,
  type Connector,
  type EntitlementRecord,
  type ResourceRecord,
  type StagedSoFar,
  type SyncPage,
  type SyncPhase,
} from '../contract.ts'

const never = new AbortController().signal
/** Of each phase: where it is cut off to go on in another object. */
const cutsPerPhase = 5
const longestResume = 8000

/** What a run has staged when it kept these pages, in memory; pages added to the list later are seen too. */
export function stagedFrom(pages: readonly SyncPage[]): StagedSoFar {
  return {
    async resources(resourceType) {
      const found = new Map<string, ResourceRecord>()
      for (const one of pages.flatMap((page) => page.resources ?? [])) {
        if (one.resourceType === resourceType) found.set(one.externalId, one)
      }
      return [...found.values()].map(({ externalId, displayName, productKey, hints = {} }) => ({
        externalId,
        displayName,
        productKey,
        hints,
      }))
    },
    async entitlements(resourceType) {
      const found = new Map<string, EntitlementRecord>()
      for (const one of pages.flatMap((page) => page.entitlements ?? [])) {
        if (one.resourceType === resourceType) found.set(one.externalId, one)
      }
      return [...found.values()].map(({ externalId, resourceExternalId, slug }) => ({
        externalId,
        resourceExternalId,
        slug,
      }))
    },
  }
}

/** Reads phases one after another with one connector object, from their first page, and keeps what was read. */
export async function* walkPhases(
  connector: Connector,
  phases: readonly SyncPhase[] = syncPhases,
): AsyncGenerator<{ phase: SyncPhase; page: SyncPage }> {
  const kept: SyncPage[] = []
  for (const phase of phases) {
    for await (const page of connector.readPhase(phase, { after: null, staged: stagedFrom(kept) }, never)) {
      kept.push(page)
      yield { phase, page }
    }
  }
}

/**
 * Cuts every phase off behind some of its pages, goes on in new objects with nothing but what was kept, and compares with
 * a walk that nothing disturbed. Once more with a new object for every single page.
 * @returns what is wrong, as lines to read.
 */
export async function checkResume(open: () => Connector): Promise<string[]> {
  const earlier: SyncPage[] = []
  const wrong: string[] = []
  for (const phase of syncPhases) {
    const whole = await readOn(open(), phase, earlier, [])
    wrong.push(
      ...whole
        .filter(({ resume }) => resume.length > longestResume)
        .map(({ resume }) => `${phase} wants ${resume.length} characters to be kept`),
    )
    for (const count of cuts(whole.length)) {
      const pages = await readOn(open(), phase, earlier, whole.slice(0, count))
      wrong.push(...compare(`${phase} cut behind page ${count} of ${whole.length}`, pages, whole))
    }
    wrong.push(
      ...compare(`${phase} read page by page`, await readPageByPage(open, phase, earlier, whole), whole),
    )
    earlier.push(...whole)
  }
  return wrong
}

/** All pages of the phase: those that were kept, and what comes behind them. */
async function readOn(
  connector: Connector,
  phase: SyncPhase,
  earlier: readonly SyncPage[],
  kept: readonly SyncPage[],
  most = Infinity,
): Promise<SyncPage[]> {
  const pages = [...kept]
  const staged = [...earlier, ...kept]
  const after = kept.at(-1)?.resume ?? null
  for await (const page of connector.readPhase(phase, { after, staged: stagedFrom(staged) }, never)) {
    pages.push(page)
    staged.push(page)
    if (pages.length - kept.length >= most) break
  }
  return pages
}

/** Two pages more than the undisturbed walk has are too many already. */
async function readPageByPage(
  open: () => Connector,
  phase: SyncPhase,
  earlier: readonly SyncPage[],
  whole: readonly SyncPage[],
): Promise<SyncPage[]> {
  let pages: SyncPage[] = []
  for (;;) {
    const longer = await readOn(open(), phase, earlier, pages, 1)
    if (longer.length === pages.length || longer.length > whole.length + 1) return longer
    pages = longer
  }
}

/** Numbers of pages, the last one among them; all of them when they are few. */
function cuts(pages: number): number[] {
  const parts = Math.min(pages, cutsPerPhase)
  return Array.from({ length: parts }, (_, part) => Math.round(((part + 1) * pages) / parts))
}

function compare(what: string, read: readonly SyncPage[], whole: readonly SyncPage[]): string[] {
  const expected = toLines(whole)
  const found = toLines(read)
  return [
    ...[...expected.all].filter((line) => !found.all.has(line)).map((line) => `${what}: ${line} is missing`),
    ...[...found.all].filter((line) => !expected.all.has(line)).map((line) => `${what}: ${line} is new`),
    ...(found.once.length === expected.once.length
      ? []
      : [`${what}: ${found.once.length} things are read instead of ${expected.once.length}`]),
  ]
}

/** `once`: what no page repeats. An entitlement comes along with every page that has grants of it. */
function toLines(pages: readonly SyncPage[]): { all: Set<string>; once: string[] } {
  const once = pages.flatMap(({ resources = [], accounts = [], grants = [], totals = {} }) => [
    ...resources.map((one) => `resource ${one.externalId}`),
    ...accounts.map((one) => `account ${one.externalId}`),
    ...grants.map((one) => `grant ${one.method} ${one.principalExternalId} ${one.entitlementExternalId}`),
    ...Object.entries(totals).map(([name, total]) => `total ${total} ${name}`),
  ])
  const entitlements = pages.flatMap((page) => page.entitlements ?? [])
  return { once, all: new Set([...once, ...entitlements.map((one) => `entitlement ${one.externalId}`)]) }
}
