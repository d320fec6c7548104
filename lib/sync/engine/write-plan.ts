import { addChanges, noChanges, type Changes, type DiffScope, type Slice } from '#lib/inventory/diff/scope.ts'
import { writeGrants } from '#lib/inventory/diff/write-grants.ts'
import { writeObjects } from '#lib/inventory/diff/write-objects.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { openSession, type Session } from '#lib/platform/db/session.ts'
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
      const changes = await writeSlice(execution, session, checkpoint, slice, writeObjects)
      checkpoint = afterSlice(checkpoint, slice, startedAt)
      await keepCheckpoint(session, execution, checkpoint)
      total = addChanges(total, changes)
    })
  }
  return timed(checkpoint, () => tidyAfter(session, 'PlannedObject', total))
}

/**
 * Writes the planned grants, two chunks side by side on two connections. The checkpoint follows when both are written: a
 * chunk that is written twice changes nothing the second time.
 */
export async function writePlannedGrants(execution: Execution, from: Checkpoint): Promise<Checkpoint> {
  const { session } = execution
  const last = await readLast(execution, from, 'PlannedGrant')
  if (last - from.applied <= chunkRows) return writeGrantsOn([session], execution, from, last)
  const second = await openSession()
  try {
    return await writeGrantsOn([session, second], execution, from, last)
  } finally {
    await second.close()
  }
}

async function writeGrantsOn(
  sessions: readonly Session[],
  execution: Execution,
  from: Checkpoint,
  last: number,
): Promise<Checkpoint> {
  const { session, signal } = execution
  let checkpoint = from
  let total = noChanges
  while (checkpoint.applied < last) {
    signal.throwIfAborted()
    const startedAt = performance.now()
    const begin = checkpoint
    const slices = sessions
      .map((_, index) => begin.applied + index * chunkRows)
      .filter((after) => after < last)
      .map((after) => ({ after, upTo: Math.min(last, after + chunkRows) }))
    const written = await allOrFirstFailure(
      slices.map((slice, index) => {
        const on = sessions[index] ?? session
        return on.transaction(() => writeSlice(execution, on, begin, slice, writeGrants))
      }),
    )
    total = written.reduce(addChanges, total)
    checkpoint = afterSlice(checkpoint, slices.at(-1) ?? { after: last, upTo: last }, startedAt)
    await keepCheckpoint(session, execution, checkpoint)
  }
  return timed(checkpoint, () => tidyAfter(session, 'PlannedGrant', total))
}

/** Waits for all of them, also when one fails: nothing goes on behind an error. */
async function allOrFirstFailure<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

/** One slice with its counts, in the transaction of the session that it is given. */
async function writeSlice(
  execution: Execution,
  session: Session,
  { position }: Checkpoint,
  slice: Slice,
  write: (scope: DiffScope, slice: Slice) => Promise<Changes>,
): Promise<Changes> {
  await holdStaging(session, execution)
  const changes = await write({ ...execution, session, position }, slice)
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

/** From here on the planner's picture of a table is out of date. */
const muchFrom = 5000

/**
 * After much was written: puts what was gathered for the search indexes into its place, and tells the planner what is in the
 * tables now. The database would do both by itself some minutes later, while people already look.
 */
async function tidyAfter(
  session: Session,
  plan: 'PlannedObject' | 'PlannedGrant',
  { added, changed, removed }: Changes,
): Promise<void> {
  if (added + changed + removed < muchFrom) return
  if (plan === 'PlannedGrant') {
    await session.execute(sql`analyze "Grant"`)
    return
  }
  await session.query(sql`
    select gin_clean_pending_list(i::regclass) from unnest(array['"Account_displayName_idx"', '"Account_email_trgm_idx"']) i`)
  await session.execute(sql`analyze "Resource", "Account", "Entitlement"`)
}

/** From here on a table is worth going through as a whole. */
const veryMuchFrom = 50_000

/**
 * After a run that wrote very much: goes through the tables once, so that those who read next do not mark every page as seen.
 * The database would do it by itself within minutes, in the middle of the next run.
 */
export async function tidyTables({ session, runId }: Execution): Promise<void> {
  const [written] = await session.query<{ rows: number }>(sql`
    select coalesce(sum(added + changed + removed), 0)::int as rows from "SyncPhaseRun" where "runId" = ${runId}::uuid`)
  if ((written?.rows ?? 0) < veryMuchFrom) return
  await session.execute(sql`vacuum (analyze) "Account", "Grant"`)
}
