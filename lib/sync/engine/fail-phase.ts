import type { SyncPhase } from '#lib/connectors/contract.ts'
import { transaction } from '#lib/platform/db/client.ts'
import type { RunFailure } from '../fail-run.ts'
import { phaseLabels } from '../labels.ts'
import type { Execution } from './execution.ts'
import { writeLog } from './run-log.ts'
import { recordCalls } from './settle-phase.ts'
import { requireMine } from './staging.ts'
import { clearPhase } from './staging.ts'

/** Ends one phase as failed; the phases that do not build on it go on. What it has read is forgotten. */
export async function failPhase(
  execution: Execution,
  phase: SyncPhase,
  position: number,
  { kind, message, vendor, counted }: RunFailure,
): Promise<void> {
  const { runId, session, stage } = execution
  await clearPhase(session, stage, position)
  await transaction(async (tx) => {
    await requireMine(tx, execution)
    // The first failure is the run's.
    await tx.syncRun.updateMany({
      where: { id: runId, errorMessage: null },
      data: {
        errorKind: kind,
        errorMessage: `${phaseLabels[phase]}: ${message}`,
        ...(vendor ? { errorVendor: { ...vendor } } : {}),
      },
    })
    await tx.syncPhaseRun.update({
      where: { runId_position: { runId, position } },
      data: {
        status: 'failed',
        finishedAt: new Date(),
        cause: message,
        ...(vendor ? { vendor: { ...vendor } } : {}),
      },
    })
    if (counted) await recordCalls(tx, runId, phase, { calls: counted })
    await writeLog(tx, execution, 'error', phase, `${phaseLabels[phase]}: ${message}`)
  })
}

/** Ends a phase unread because one that it builds on has failed. */
export async function skipPhase(
  execution: Execution,
  phase: SyncPhase,
  position: number,
  missing: SyncPhase,
): Promise<void> {
  const cause = `It builds on "${phaseLabels[missing]}".`
  await transaction(async (tx) => {
    await requireMine(tx, execution)
    await tx.syncPhaseRun.update({
      where: { runId_position: { runId: execution.runId, position } },
      data: { status: 'skipped', cause },
    })
    await writeLog(tx, execution, 'warning', phase, `${phaseLabels[phase]} is not read. ${cause}`)
  })
}
