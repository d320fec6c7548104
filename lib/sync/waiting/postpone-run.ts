import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import { formatDuration } from '#lib/platform/format.ts'
import type { Execution } from '../engine/execution.ts'
import { writeLog } from '../engine/run-log.ts'
import { requireMine } from '../engine/staging.ts'
import { StagingLost } from '../engine/staging.ts'
import type { RunFailure } from '../fail-run.ts'
import { phaseLabels } from '../labels.ts'
import { planPause } from './pause.ts'

/**
 * Has a run that the vendor's rate limit or an outage has stopped given out again later, behind the last page that was
 * kept. The worker is free meanwhile, and the run can be cancelled.
 * @param retryAfterMs what the vendor wishes; null when it says nothing.
 * @returns whether it was; a run that has waited long enough, or that failed for another reason, is not.
 * @throws StagingLost
 */
export async function postponeRun(
  execution: Execution,
  failure: RunFailure,
  retryAfterMs: number | null,
): Promise<boolean> {
  const { kind, message } = failure
  if (kind !== 'rate-limited' && kind !== 'unavailable') return false
  const { runId, progress } = execution
  await progress.stop()
  return transaction(async (tx) => {
    await requireMine(tx, execution)
    const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
    if (run.finishedAt) throw new StagingLost('The run was ended by another hand.')
    const { takenUpAt, askedFrom } = await tx.stagedRun.findUniqueOrThrow({ where: { runId } })
    const lastPageAt = await findLastPage(tx, execution.stage)
    const pauseMs = planPause({ kind, retryAfterMs, takenUpAt, askedFrom, lastPageAt }, new Date())
    if (pauseMs === null) return false
    await tx.syncRun.update({
      where: { id: runId },
      data: {
        status: kind === 'rate-limited' ? 'waiting' : 'retrying',
        waitingUntil: new Date(Date.now() + pauseMs),
        vendorCalls: failure.calls,
        ...(kind === 'unavailable' && run.errorMessage === null ? toShownError(failure) : {}),
      },
    })
    await keepCalls(tx, execution.stage, run.id, failure)
    const { stage } = execution
    await tx.stagedPhase.updateMany({ where: { stage }, data: { restedMs: { increment: pauseMs } } })
    const seconds = Math.ceil(pauseMs / 1000)
    await enqueue(tx, 'run-sync', { runId }, seconds)
    const line = `${message} What was read is kept; the sync goes on in ${formatDuration(seconds * 1000)}.`
    await writeLog(tx, execution, kind === 'rate-limited' ? 'info' : 'warning', failure.phase, line)
    return true
  })
}

async function findLastPage(tx: Tx, stage: number): Promise<Date | null> {
  const newest = await tx.stagedPhase.aggregate({
    where: { stage, after: { not: null } },
    _max: { keptAt: true },
  })
  return newest._max.keptAt
}

const toShownError = ({ phase, kind, message, vendor }: RunFailure) => ({
  errorKind: kind,
  errorMessage: phase ? `${phaseLabels[phase]}: ${message}` : message,
  ...(vendor ? { errorVendor: { ...vendor } } : {}),
})

/** Calls since the last page count too. */
async function keepCalls(tx: Tx, stage: number, runId: string, failure: RunFailure): Promise<void> {
  const { phase, counted } = failure
  if (!phase || !counted) return
  const { position } = await tx.syncPhaseRun.findFirstOrThrow({ where: { runId, phase } })
  await tx.stagedPhase.updateMany({ where: { stage, position }, data: { calls: counted } })
}
