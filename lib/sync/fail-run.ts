import { recordEvent, systemActor } from '#lib/audit/record-event.ts'
import type { SyncPhase } from '#lib/connectors/contract.ts'
import type { VendorAnswer } from '#lib/connectors/errors.ts'
import { transaction } from '#lib/platform/db/client.ts'
import type { Execution } from './engine/execution.ts'
import { tellOwners } from './tell-owners.ts'
import { writeLog, type RunRef } from './engine/run-log.ts'
import { recordCalls } from './engine/settle-phase.ts'
import { requireMine } from './engine/staging.ts'
import type { CallCounts } from './engine/call-counts.ts'
import { phaseLabels } from './labels.ts'

export interface RunFailure {
  /** Where it failed; null when no phase of it is known. */
  phase: SyncPhase | null
  kind: string
  message: string
  vendor: VendorAnswer | null
  /** Calls sent so far. */
  calls: number
  /** Calls of the phase by endpoint, when it failed while it was read. */
  counted: CallCounts | null
}

/**
 * Ends a run as failed, with its cause. What its finished phases have written stays; a run that has ended is left as it is.
 * @param run an execution only while it has the staging.
 * @throws StagingLost
 */
export async function failRun(run: RunRef | Execution, failure: RunFailure): Promise<void> {
  const { runId, connectorId, connectorName, appId } = run
  const { phase, kind, message, vendor, calls, counted } = failure
  const cause = phase ? `${phaseLabels[phase]}: ${message}` : message
  const answer = vendor ? { ...vendor } : null
  await transaction(async (tx) => {
    if ('executionId' in run) await requireMine(tx, run)
    const ended = await tx.syncRun.updateMany({
      where: { id: runId, finishedAt: null },
      data: {
        status: 'failed',
        finishedAt: new Date(),
        waitingUntil: null,
        vendorCalls: calls,
        errorKind: kind,
        errorMessage: cause,
        ...(answer ? { errorVendor: answer } : {}),
      },
    })
    if (ended.count === 0) return
    await tx.stagedRun.deleteMany({ where: { runId } })
    await tx.syncPhaseRun.updateMany({
      where: { runId, status: 'running' },
      data: {
        status: 'failed',
        finishedAt: new Date(),
        cause: message,
        ...(answer ? { vendor: answer } : {}),
      },
    })
    await tx.syncPhaseRun.updateMany({ where: { runId, status: 'pending' }, data: { status: 'skipped' } })
    if (phase && counted) await recordCalls(tx, runId, phase, { calls: counted })
    await recordEvent(tx, {
      event: 'sync.failed',
      actor: systemActor,
      subject: { type: 'connector', id: connectorId, name: connectorName },
      appId,
      data: { runId, phase, cause: message },
    })
    await tellOwners(tx, runId)
    await writeLog(tx, run, 'error', phase, message)
  })
}
