import { recordEvent, systemActor } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { plural } from '#lib/platform/format.ts'
import { tellOwners } from '../tell-owners.ts'
import type { Execution } from './execution.ts'
import { writeLog } from './run-log.ts'
import { requireMine } from './staging.ts'
import { StagingLost, sweepStaging } from './staging.ts'

type Outcome = 'succeeded' | 'partly_succeeded' | 'held'

const events = {
  succeeded: 'sync.succeeded',
  partly_succeeded: 'sync.partly_succeeded',
  held: 'sync.held',
} as const

/**
 * Ends a run whose phases are all done. What is held stays staged, until somebody applies or discards it or a later run
 * has read anew; of everything else the staging goes.
 * @throws StagingLost when somebody else has ended it.
 */
export async function endRun(execution: Execution): Promise<void> {
  const { runId, connectorId, connectorName, appId, progress, session } = execution
  await progress.stop()
  const ending = await transaction(async (tx) => {
    await requireMine(tx, execution)
    const phases = await tx.syncPhaseRun.findMany({ where: { runId } })
    const statuses = phases.map((phase) => phase.status)
    const outcome = toOutcome(statuses)
    if (outcome !== 'held') await tx.stagedRun.deleteMany({ where: { runId } })
    const ended = await tx.syncRun.updateMany({
      where: { id: runId, finishedAt: null },
      data: {
        status: outcome,
        finishedAt: new Date(),
        waitingUntil: null,
        vendorCalls: progress.vendorCalls(),
        guardLifted: false,
        ...(execution.guardLifted && outcome !== 'held' ? { heldOutcome: 'applied' } : {}),
      },
    })
    if (ended.count === 0) throw new StagingLost('The run was ended by another hand.')
    await recordEvent(tx, {
      event: events[outcome],
      actor: systemActor,
      subject: { type: 'connector', id: connectorId, name: connectorName },
      appId,
      data: { runId },
    })
    await tellOwners(tx, runId)
    await writeLog(
      tx,
      execution,
      outcome === 'succeeded' ? 'info' : 'warning',
      null,
      lastLine(outcome, progress.vendorCalls()),
    )
    return outcome
  })
  if (ending !== 'held') await sweepStaging(session)
}

function toOutcome(statuses: readonly string[]): Outcome {
  if (statuses.includes('held')) return 'held'
  return statuses.every((status) => status === 'succeeded') ? 'succeeded' : 'partly_succeeded'
}

function lastLine(outcome: Outcome, calls: number): string {
  if (outcome === 'held')
    return `Held for confirmation after ${plural(calls, 'call')}. What was known stays as it is.`
  if (outcome === 'succeeded') return `Succeeded with ${plural(calls, 'call')}.`
  return `Partly succeeded with ${plural(calls, 'call')}. What failed has removed nothing.`
}
