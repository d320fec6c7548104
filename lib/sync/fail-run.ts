import { recordEvent, systemActor } from '#lib/audit/record-event.ts'
import type { VendorAnswer } from '#lib/connectors/errors.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { phaseLabels } from './phases.ts'
import { writeLog } from './run-log.ts'
import { clearStaging, holdStaging } from './stage-page.ts'

export interface RunFailure {
  /** Where it failed; null when no phase of it is known. */
  phase: keyof typeof phaseLabels | null
  kind: string
  message: string
  vendor: VendorAnswer | null
  /** Calls sent so far. */
  calls: number
}

/**
 * Ends a run as failed, with its cause. What its finished phases applied stays; a run that has ended is left as it is.
 * @param run with an `executionId`: only while that execution has the staging.
 * @throws StagingLost
 */
export async function failRun(
  run: { runId: string; executionId?: string; connectorId: string; connectorName: string; appId: string },
  { phase, kind, message, vendor, calls }: RunFailure,
): Promise<void> {
  const { runId, executionId, connectorId, connectorName, appId } = run
  await transaction(async (tx) => {
    if (executionId) await holdStaging(tx, { runId, executionId })
    const ended = await tx.syncRun.updateMany({
      where: { id: runId, finishedAt: null },
      data: {
        status: 'failed',
        finishedAt: new Date(),
        vendorCalls: calls,
        errorKind: kind,
        errorMessage: phase ? `${phaseLabels[phase]}: ${message}` : message,
        ...(vendor ? { errorVendor: { ...vendor } } : {}),
      },
    })
    if (ended.count === 0) return
    await clearStaging(tx, runId)
    await tx.syncPhaseRun.updateMany({
      where: { runId, status: 'running' },
      data: { status: 'failed', finishedAt: new Date() },
    })
    await tx.syncPhaseRun.updateMany({ where: { runId, status: 'pending' }, data: { status: 'skipped' } })
    await recordEvent(tx, {
      event: 'sync.failed',
      actor: systemActor,
      subject: { type: 'connector', id: connectorId, name: connectorName },
      appId,
      data: { runId, phase, cause: message },
    })
    await writeLog(tx, run, 'error', phase, message)
  })
}
