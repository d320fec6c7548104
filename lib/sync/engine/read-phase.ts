import type { SyncPage, SyncPhase } from '#lib/connectors/contract.ts'
import { ConnectorError } from '#lib/connectors/errors.ts'
import { transaction } from '#lib/platform/db/client.ts'
import type { Execution } from './execution.ts'
import { inBatches } from './in-batches.ts'
import { writeLog } from './run-log.ts'
import { stagePages, toStagedPage, type StagedPage } from './stage-page.ts'
import { clearPhase, keepCheckpoint, readCheckpoint, stagedSoFar, type Checkpoint } from './staging.ts'

/** Pages that wait for their place in staging at most. */
const pagesAhead = 16
/** What was read longer ago than this, not counting pauses that were agreed, is no picture of today any more. */
const checkpointLivesMs = 3_600_000

/**
 * Reads a phase to its end into staging, behind the last page that an earlier execution has kept. A place that the vendor
 * does not know any more, or that was left too long ago, is not gone on from: the phase is read again.
 * @throws ConnectorError; StagingLost; the signal's reason.
 */
export async function readPhase(
  execution: Execution,
  phase: SyncPhase,
  position: number,
): Promise<Checkpoint> {
  const { session, stage, progress } = execution
  const kept = await readCheckpoint(session, stage, position)
  if (kept.step !== 'reading') {
    progress.enterPhase(position, phase, kept.read, kept.calls)
    return kept
  }
  if (kept.after === null) return readPages(execution, phase, kept)
  if (Date.now() - kept.keptAt.getTime() - kept.restedMs > checkpointLivesMs) {
    return startOver(execution, phase, kept, 'What was read is too old to go on from')
  }
  const reading = { isUnderWay: false }
  try {
    return await readPages(execution, phase, kept, reading)
  } catch (error) {
    const isRefused = error instanceof ConnectorError && ['bad-response', 'not-found'].includes(error.kind)
    if (reading.isUnderWay || !isRefused) throw error
    return startOver(execution, phase, kept, 'The place where it stopped is not known there any more')
  }
}

/** What was sent for nothing stays counted. */
async function startOver(
  execution: Execution,
  phase: SyncPhase,
  { position, calls }: Checkpoint,
  why: string,
): Promise<Checkpoint> {
  const { session, stage } = execution
  await clearPhase(session, stage, position)
  await transaction((tx) => writeLog(tx, execution, 'warning', phase, `${why}; this phase is read again.`))
  return readPages(execution, phase, { ...(await readCheckpoint(session, stage, position)), calls })
}

async function readPages(
  execution: Execution,
  phase: SyncPhase,
  from: Checkpoint,
  reading = { isUnderWay: false },
): Promise<Checkpoint> {
  const { session, stage, connector, progress, signal } = execution
  const { position } = from
  let checkpoint = from
  let stageMs = 0
  const startedAt = performance.now()
  progress.enterPhase(position, phase, from.read, from.calls)
  const soFar = (): Pick<Checkpoint, 'calls' | 'timings'> => {
    const { calls, parseMs } = progress.ofPhase()
    const fetchMs = Math.max(0, performance.now() - startedAt - stageMs - parseMs)
    const { timings } = from
    return {
      calls,
      timings: {
        ...timings,
        fetchMs: Math.round(timings.fetchMs + fetchMs),
        parseMs: Math.round(timings.parseMs + parseMs),
        stageMs: Math.round(timings.stageMs + stageMs),
      },
    }
  }
  const start = { after: from.after, staged: stagedSoFar(session, stage) }
  const coming = asStaged(connector.readPhase(phase, start, signal), { stage, position, before: from.read })
  for await (const pages of inBatches(coming, pagesAhead)) {
    signal.throwIfAborted()
    reading.isUnderWay = true
    const stagedFrom = performance.now()
    const read = pages.reduce((sum, page) => sum + page.read, checkpoint.read)
    const last = pages.at(-1)
    const totals = Object.assign({}, checkpoint.totals, ...pages.map((page) => page.totals ?? {}))
    await session.transaction(async () => {
      await stagePages(session, pages)
      checkpoint = { ...checkpoint, after: last?.resume ?? null, read, totals, ...soFar() }
      await keepCheckpoint(session, execution, checkpoint)
    })
    for (const { warning } of pages) {
      if (warning) await transaction((tx) => writeLog(tx, execution, 'warning', phase, warning))
    }
    stageMs += performance.now() - stagedFrom
    progress.onPage(read, last?.note ?? '')
  }
  signal.throwIfAborted()
  checkpoint = { ...checkpoint, step: 'read', ...soFar() }
  await keepCheckpoint(session, execution, checkpoint)
  return checkpoint
}

async function* asStaged(
  pages: AsyncIterable<SyncPage>,
  { before, ...phase }: { stage: number; position: number; before: number },
): AsyncGenerator<StagedPage> {
  const known = new Map<string, boolean>()
  let read = before
  for await (const page of pages) {
    const staged = toStagedPage({ ...phase, before: read }, page, known)
    read += staged.read
    yield staged
  }
}
