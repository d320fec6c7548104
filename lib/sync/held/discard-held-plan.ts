import { recordEvent } from '#lib/audit/record-event.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { writeLog } from '../engine/run-log.ts'
import { lockHeldPlan } from './held-plan.ts'

/**
 * Drops what the guard has held back; what was known stays until a later sync says otherwise. The sync before this one
 * speaks for the connector again, unless another part of this one has failed: that stays a failure.
 * @throws AppError not_found, forbidden, conflict.
 */
export async function discardHeldPlan(actor: Actor, { runId }: { runId: string }): Promise<void> {
  await transaction(async (tx) => {
    const { connector } = await lockHeldPlan(tx, actor, runId)
    await tx.stagedRun.deleteMany({ where: { runId } })
    await tx.syncPhaseRun.updateMany({ where: { runId, status: 'held' }, data: { status: 'cancelled' } })
    const failures = await tx.syncPhaseRun.count({
      where: { runId, status: { in: ['failed', 'skipped'] } },
    })
    await tx.syncRun.update({
      where: { id: runId },
      data: {
        status: failures > 0 ? 'partly_succeeded' : 'cancelled',
        heldOutcome: 'discarded',
        heldEndedById: actor.userId,
        heldEndedAt: new Date(),
      },
    })
    await recordEvent(tx, {
      event: 'sync.held_plan_discarded',
      actor,
      subject: { type: 'connector', id: connector.id, name: connector.displayName },
      appId: connector.appId,
      data: { runId },
    })
    await enqueue(tx, 'notify-of-sync', { runId, about: 'settled' })
    const line = `${actor.name} has discarded what was held. What was known stays as it is.`
    await writeLog(tx, { runId, connectorId: connector.id }, 'warning', null, line)
  })
}
