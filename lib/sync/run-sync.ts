import { systemActor } from '#lib/audit/record-event.ts'
import { syncPhases, type SyncPhase } from '#lib/connectors/contract.ts'
import { ConnectorError } from '#lib/connectors/errors.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { isPassing } from '#lib/platform/db/passing-error.ts'
import { subscribe } from '#lib/platform/db/listen.ts'
import { openSession, type Session } from '#lib/platform/db/session.ts'
import { env } from '#lib/platform/env.ts'
import { log } from '#lib/platform/log.ts'
import { cancelRun } from './cancel-sync.ts'
import { beginRun } from './engine/begin-run.ts'
import { endRun } from './engine/end-run.ts'
import { countCall, type CallCounts } from './engine/call-counts.ts'
import type { Asking, Execution } from './engine/execution.ts'
import { StagingLost, type Checkpoint } from './engine/staging.ts'
import { failPhase, skipPhase } from './engine/fail-phase.ts'
import { takeLease } from './engine/lease.ts'
import { createProgress, type Progress } from './engine/progress.ts'
import { readPhase } from './engine/read-phase.ts'
import { writeLog } from './engine/run-log.ts'
import { settlePhase, withAsked } from './engine/settle-phase.ts'
import { tidyTables } from './engine/write-plan.ts'
import { failRun, type RunFailure } from './fail-run.ts'
import { postponeRun } from './waiting/postpone-run.ts'

/** How long a worker is kept for a rate limit; what takes longer is waited for in the queue. */
const patienceMs = 5 * 60_000

type Run = NonNullable<Awaited<ReturnType<typeof findRun>>>

const findRun = (runId: string) =>
  db().syncRun.findUnique({
    where: { id: runId },
    include: { connector: { include: { app: true } }, phases: true, calls: true },
  })

/**
 * Runs an ordered sync, or goes on with it behind the last page and the last change that an execution before has kept.
 * Every complete phase is written at once, or held for a person to look at; one that failed removes nothing. What the
 * vendor's rate limit or an outage stops is put back into the queue.
 * @throws LeaseTaken, StagingLost, the signal's reason, what passes in our database: the run is given out again.
 */
export async function runSync(runId: string, signal: AbortSignal): Promise<void> {
  const ordered = await findRun(runId)
  if (!ordered || ordered.finishedAt) return
  if (ordered.connector.deletedAt ?? ordered.connector.app.deletedAt) {
    await transaction((tx) => cancelRun(tx, systemActor, runId, 'Cancelled, for its connector is deleted.'))
    return
  }
  const session = await takeLease(ordered.connectorId)
  try {
    // Whoever had the lease before may have finished it.
    const run = await findRun(runId)
    if (!run || run.finishedAt) return
    await execute(run, session, signal)
    // One that waits is not kept from its pause by what is only good to do.
    if ((await findRun(runId))?.finishedAt) await tidyTables(session, runId)
  } finally {
    await session.close()
  }
}

async function execute(run: Run, session: Session, shutdown: AbortSignal): Promise<void> {
  const progress = createProgress({ runId: run.id, connectorId: run.connectorId }, run.calls)
  const cancelled = new AbortController()
  const signal = AbortSignal.any([shutdown, session.lost, progress.ended, cancelled.signal])
  const interrupt = () => void session.interrupt()
  signal.addEventListener('abort', interrupt, { once: true })
  let unsubscribe = () => {}
  try {
    unsubscribe = await subscribe((event) => {
      if (event.topic === 'run-ended' && event.id === run.id) cancelled.abort(new Error('The run was ended.'))
    }, signal)
    const execution = await open(run, session, progress, signal)
    if (execution) await runPhases(execution)
  } catch (error) {
    if (!cancelled.signal.aborted && !progress.ended.aborted) {
      await progress.stop()
      if (shutdown.aborted) await handOver(run)
      throw error
    }
    // Whoever ended the run has said so to people; what it leaves is swept away by the next one.
    log.info({ runId: run.id }, 'a sync was ended while it ran')
  } finally {
    signal.removeEventListener('abort', interrupt)
    unsubscribe()
    await progress.stop()
  }
}

/** Says that the run waits for another worker; what it has kept is there. */
async function handOver({ id: runId, connectorId }: Run): Promise<void> {
  await transaction(async (tx) => {
    await tx.syncRun.updateMany({ where: { id: runId, finishedAt: null }, data: { status: 'queued' } })
    const line = 'The worker stops; the next one goes on from here.'
    await writeLog(tx, { runId, connectorId }, 'info', null, line)
  })
}

/** @returns null when somebody has ended the run meanwhile. */
async function open(
  run: Run,
  session: Session,
  progress: Progress,
  signal: AbortSignal,
): Promise<Execution | null> {
  const { connector } = run
  const mark = await beginRun(session, run)
  if (!mark) return null
  return {
    ...mark,
    runId: run.id,
    connectorId: connector.id,
    connectorName: connector.displayName,
    appId: connector.appId,
    shownAfterMs: env().ROLECALL_VERIFY_TIMEOUT_MS,
    connector: openStoredConnector(connector, {
      onCall: (call) => progress.onCall(call),
      onWait: (wait) => progress.onWait(wait),
      patienceMs,
    }),
    asking: openAsking(connector, progress),
    session,
    progress,
    signal,
  }
}

function openAsking(connector: Run['connector'], progress: Progress): Asking {
  let calls: CallCounts = {}
  const asked = openStoredConnector(connector, {
    onCall(call) {
      countCall(calls, call)
      progress.onAsked()
    },
    onWait: (wait) => progress.onWait(wait),
    patienceMs,
  })
  return {
    findRemaining: (losses, signal) => asked.findRemaining(losses, signal),
    takeCalls() {
      const taken = calls
      calls = {}
      return taken
    },
  }
}

/**
 * A failure of one phase. `endsRun`: without a key or an answer the other phases fail as well. `retryAfterMs`: the vendor's
 * wish, null when it had none.
 */
type Failure = RunFailure & { endsRun: boolean; retryAfterMs: number | null }

/**
 * Reads the phases in their order and, one behind the other, settles what was read: while one is compared and written, the
 * next is read already, for reading builds on what is staged alone.
 */
async function runPhases(execution: Execution): Promise<void> {
  const states = await readStates(execution.runId)
  const stop = new AbortController()
  const reader = await openSession()
  const signal = AbortSignal.any([execution.signal, reader.lost, stop.signal])
  const interrupt = () => void reader.interrupt()
  signal.addEventListener('abort', interrupt, { once: true })
  let settling: Promise<Failure | null> = Promise.resolve(null)
  const thenSettle = (work: () => Promise<Failure | null>) => {
    settling = settling.then(async (fatal) => fatal ?? (await work()))
    settling.then(
      (fatal) => fatal && stop.abort(),
      () => stop.abort(),
    )
  }
  try {
    await readPhases({ ...execution, session: reader, signal }, execution, states, thenSettle)
  } catch (error) {
    if (!stop.signal.aborted) throw error
  } finally {
    await Promise.allSettled([settling])
    signal.removeEventListener('abort', interrupt)
    await reader.close()
  }
  const fatal = await settling
  execution.signal.throwIfAborted()
  if (!fatal) await endRun(execution)
  else if (!(await postponeRun(execution, fatal, fatal.retryAfterMs))) await failRun(execution, fatal)
}

async function readPhases(
  reading: Execution,
  execution: Execution,
  states: Map<SyncPhase, string>,
  thenSettle: (work: () => Promise<Failure | null>) => void,
): Promise<void> {
  for (const [position, phase] of [...states.keys()].entries()) {
    if (states.get(phase) !== 'pending' && states.get(phase) !== 'running') continue
    const { needs } = reading.connector.coverage(phase)
    const missing = findMissing(needs, states)
    if (missing) {
      states.set(phase, 'skipped')
      thenSettle(() => skipPhase(execution, phase, position, missing).then(() => null))
      continue
    }
    const read = await attempt(reading, phase, async () => {
      await showRunning(reading.runId, position)
      return readPhase(reading, phase, position)
    })
    if (!('failure' in read)) {
      thenSettle(() => settle(execution, phase, read.done, states))
      continue
    }
    const { failure } = read
    states.set(phase, 'failed')
    if (failure.endsRun) return thenSettle(() => Promise.resolve(failure))
    thenSettle(() => failPhase(execution, phase, position, failure).then(() => null))
  }
}

/** A phase that another builds on and that is not done. */
const findMissing = (needs: readonly SyncPhase[], states: ReadonlyMap<SyncPhase, string>) =>
  needs.find((one) => ['failed', 'skipped'].includes(states.get(one) ?? ''))

/** @returns a failure that ends the run. */
async function settle(
  execution: Execution,
  phase: SyncPhase,
  read: Checkpoint,
  states: Map<SyncPhase, string>,
): Promise<Failure | null> {
  const { needs } = execution.connector.coverage(phase)
  const missing = findMissing(needs, states)
  if (missing) {
    states.set(phase, 'skipped')
    await skipPhase(execution, phase, read.position, missing)
    return null
  }
  const builtOn = needs.find((one) => states.get(one) === 'held') ?? null
  const settled = await attempt(execution, phase, () => settlePhase(execution, phase, read, builtOn))
  if (!('failure' in settled)) {
    states.set(phase, settled.done)
    return null
  }
  const failure = { ...settled.failure, counted: withAsked(execution, read).calls }
  if (failure.endsRun) return failure
  states.set(phase, 'failed')
  await failPhase(execution, phase, read.position, failure)
  return null
}

/** Of a run that was cancelled meanwhile the phase stays cancelled. */
async function showRunning(runId: string, position: number): Promise<void> {
  const data = { status: 'running' } as const
  await db().syncPhaseRun.updateMany({ where: { runId, position, status: 'pending' }, data })
  await db().syncPhaseRun.updateMany({
    where: { runId, position, ...data, startedAt: null },
    data: { startedAt: new Date() },
  })
}

/** The phases of a run in its own order: one that was ordered by an older version goes on as it began. */
async function readStates(runId: string): Promise<Map<SyncPhase, string>> {
  const phases = await db().syncPhaseRun.findMany({ where: { runId }, orderBy: { position: 'asc' } })
  return new Map(
    phases.flatMap((one) =>
      syncPhases.filter((name) => name === one.phase).map((name) => [name, one.status]),
    ),
  )
}

/**
 * What goes wrong is a failure of the phase.
 * @throws StagingLost, the signal's reason, and what passes in our own database: the run is given out again then.
 */
async function attempt<T>(
  { runId, signal, progress }: Execution,
  phase: SyncPhase,
  work: () => Promise<T>,
): Promise<{ done: T } | { failure: Failure }> {
  try {
    return { done: await work() }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof StagingLost || isPassing(error)) throw error
    const calls = progress.vendorCalls()
    if (error instanceof ConnectorError) {
      const { kind, message, vendor, retryAfterMs } = error
      const endsRun = ['auth', 'unavailable', 'rate-limited'].includes(kind)
      const counted = progress.ofPhase().calls
      return { failure: { phase, kind, message, vendor, calls, counted, endsRun, retryAfterMs } }
    }
    log.error({ err: error, runId }, 'a sync failed on our side')
    const message = `Something went wrong on our side. The details are in the worker’s log under run ${runId}.`
    const ours = { kind: 'internal', vendor: null, counted: null, endsRun: true, retryAfterMs: null }
    return { failure: { phase, message, calls, ...ours } }
  }
}
