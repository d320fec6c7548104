import { addChanges, noChanges, type Changes, type DiffScope, type Slice } from '#lib/inventory/diff/scope.ts'
import { writeGrants, writeNewMemberships, type Known } from '#lib/inventory/diff/write-grants.ts'
import { writeObjects } from '#lib/inventory/diff/write-objects.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { isDeadlock, isDuplicate, openSession, type Session } from '#lib/platform/db/session.ts'
import type { Execution } from './execution.ts'
import { holdStaging, keepCheckpoint, type Checkpoint } from './staging.ts'

const { sql } = Prisma

/** Changes in one transaction: some tenths of a second. */
const chunkRows = 20_000

/** Writes the planned objects; each chunk, its history, its counts and the checkpoint are one transaction. */
export async function writePlannedObjects(execution: Execution, from: Checkpoint): Promise<Checkpoint> {
  const { session, signal } = execution
  const last = await readLast(execution, from, 'PlannedObject')
  let checkpoint = from
  let total = noChanges
  while (checkpoint.applied < last) {
    signal.throwIfAborted()
    const startedAt = performance.now()
    const slice = { after: checkpoint.applied, upTo: Math.min(last, checkpoint.applied + chunkRows) }
    await session.transaction(async () => {
      const changes = await writeSlice(execution, checkpoint, slice, writeObjects)
      checkpoint = afterSlice(checkpoint, slice, startedAt)
      await keepCheckpoint(session, execution, checkpoint)
      total = addChanges(total, changes)
    })
  }
  return timed(checkpoint, () => learnAfter(session, 'PlannedObject', total))
}

/** Writes the planned grants. */
export async function writePlannedGrants(execution: Execution, from: Checkpoint): Promise<Checkpoint> {
  const last = await readLast(execution, from, 'PlannedGrant')
  return writeGrantsSideBySide(execution, from, { last, width: chunkRows, write: writeGrants })
}

/** Pages of the staging table in one transaction: some ten thousand memberships. */
const pagesAtOnce = 200

/** Writes memberships where none was known before the run, as they are staged. */
export async function writeStagedMemberships(execution: Execution, from: Checkpoint): Promise<Checkpoint> {
  const [table] = await execution.session.query<{ pages: number }>(sql`
    select (pg_relation_size('"StagedGrant"') / current_setting('block_size')::int)::int as pages`)
  const work = { last: table?.pages ?? 0, width: pagesAtOnce, write: writeNewMemberships }
  return writeGrantsSideBySide(execution, from, work)
}

interface GrantWork {
  /** Last place of the last slice, and how wide one is. */
  last: number
  width: number
  write: (scope: DiffScope, slice: Slice, known: Known) => Promise<Changes>
}

/**
 * Two slices side by side on two connections. The checkpoint follows when both are written: a slice that is written twice
 * changes nothing the second time.
 */
async function writeGrantsSideBySide(
  execution: Execution,
  from: Checkpoint,
  work: GrantWork,
): Promise<Checkpoint> {
  const { session } = execution
  if (work.last - from.applied <= work.width) return writeGrantsOn([session], execution, from, work)
  const second = await openSession()
  try {
    return await writeGrantsOn([session, second], execution, from, work)
  } finally {
    await second.close()
  }
}

async function writeGrantsOn(
  sessions: readonly Session[],
  execution: Execution,
  from: Checkpoint,
  { last, width, write }: GrantWork,
): Promise<Checkpoint> {
  const { session, signal } = execution
  let checkpoint = from
  let total = noChanges
  while (checkpoint.applied < last) {
    signal.throwIfAborted()
    const startedAt = performance.now()
    const begin = checkpoint
    const slices = sessions
      .map((_, index) => begin.applied + index * width)
      .filter((after) => after < last)
      .map((after) => ({ after, upTo: Math.min(last, after + width) }))
    const written = await allOrFirstFailure(
      slices.map((slice, index) => {
        return writeGrantSlice({ ...execution, session: sessions[index] ?? session }, begin, slice, write)
      }),
    )
    total = written.reduce(addChanges, total)
    checkpoint = afterSlice(checkpoint, slices.at(-1) ?? { after: last, upTo: last }, startedAt)
    await keepCheckpoint(session, execution, checkpoint)
  }
  return timed(checkpoint, () => learnAfter(session, 'PlannedGrant', total))
}

/** How often a slice is written again that has met the one beside it, before the run is given out again. */
const mostDeadlocks = 5

/**
 * A slice is written again when the vendor's own word about a grant, or an execution before this one, came first, and when
 * it and the one beside it name the same grants and have waited for each other.
 */
async function writeGrantSlice(
  execution: Execution,
  from: Checkpoint,
  slice: Slice,
  write: GrantWork['write'],
): Promise<Changes> {
  const attempt = (known: Known) =>
    execution.session.transaction(() =>
      writeSlice(execution, from, slice, (scope) => write(scope, slice, known)),
    )
  try {
    return await attempt('none-known')
  } catch (error) {
    if (!isDuplicate(error) && !isDeadlock(error)) throw error
  }
  for (let deadlocks = 1; ; deadlocks += 1) {
    try {
      return await attempt('some-known')
    } catch (error) {
      if (!isDeadlock(error) || deadlocks === mostDeadlocks) throw error
    }
  }
}

/** Waits for all of them, also when one fails: nothing goes on behind an error. */
async function allOrFirstFailure<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

/** One slice with its counts, in the transaction of the session. */
async function writeSlice(
  execution: Execution,
  { position }: Checkpoint,
  slice: Slice,
  write: (scope: DiffScope, slice: Slice) => Promise<Changes>,
): Promise<Changes> {
  const { session } = execution
  await holdStaging(session, execution)
  const changes = await write({ ...execution, position }, slice)
  await session.execute(sql`
    update "SyncPhaseRun" set added = added + ${changes.added}, changed = changed + ${changes.changed},
      removed = removed + ${changes.removed}
    where "runId" = ${execution.runId}::uuid and position = ${position}`)
  return changes
}

async function readLast(
  { session, stage }: Execution,
  { position }: Checkpoint,
  table: 'PlannedObject' | 'PlannedGrant',
): Promise<number> {
  const [plan] = await session.query<{ last: number }>(sql`
    select coalesce(max(seq), 0) as last from ${Prisma.raw(`"${table}"`)}
    where stage = ${stage} and position = ${position}`)
  return plan?.last ?? 0
}

const afterSlice = (checkpoint: Checkpoint, { upTo }: Slice, startedAt: number): Checkpoint =>
  withApplyTime({ ...checkpoint, applied: upTo }, startedAt)

function withApplyTime(checkpoint: Checkpoint, startedAt: number): Checkpoint {
  const { timings } = checkpoint
  const applyMs = Math.round(timings.applyMs + performance.now() - startedAt)
  return { ...checkpoint, timings: { ...timings, applyMs } }
}

async function timed(checkpoint: Checkpoint, work: () => Promise<void>): Promise<Checkpoint> {
  const startedAt = performance.now()
  await work()
  return withApplyTime(checkpoint, startedAt)
}

/** From here on the planner's picture of a table is out of date, and what waits to be put into a search index slows searches. */
const muchFrom = 5000

/** After much was written: tells the planner what the next comparison meets. */
async function learnAfter(
  session: Session,
  plan: 'PlannedObject' | 'PlannedGrant',
  { added, changed, removed }: Changes,
): Promise<void> {
  if (added + changed + removed < muchFrom) return
  if (plan === 'PlannedGrant') await learnRoughly(session, sql`"Grant"`)
  else
    await session.execute(
      sql`analyze "Resource", "Entitlement", "Account" ("connectorId", "externalId", "endedAt")`,
    )
}

/** A tenth of the usual sample: how many there are is what the next phase has to know. */
async function learnRoughly(session: Session, table: Prisma.Sql): Promise<void> {
  await session.execute(sql`set default_statistics_target = 10`)
  await session.execute(sql`analyze ${table}`)
  await session.execute(sql`reset default_statistics_target`)
}

/** From here on a table is worth going through as a whole. */
const veryMuchFrom = 50_000

/**
 * After a run that wrote much: puts what was gathered for the search indexes into its place. After one that wrote very much:
 * goes through the tables once, so that those who read next do not mark every page as seen. The database would do both by
 * itself some minutes later, while people already look, or in the middle of the next run.
 */
export async function tidyTables(session: Session, runId: string): Promise<void> {
  const [written] = await session.query<{ rows: number }>(sql`
    select coalesce(sum(added + changed + removed), 0)::int as rows from "SyncPhaseRun" where "runId" = ${runId}::uuid`)
  const rows = written?.rows ?? 0
  if (rows >= veryMuchFrom) await session.execute(sql`vacuum (analyze) "Account", "Grant"`)
  else if (rows >= muchFrom) {
    await session.query(sql`
      select gin_clean_pending_list(i::regclass) from unnest(array['"Account_displayName_idx"', '"Account_email_trgm_idx"']) i`)
  }
}
