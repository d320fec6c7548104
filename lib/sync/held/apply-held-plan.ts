import { recordEvent } from '#lib/audit/record-event.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { writeLog } from '../engine/run-log.ts'
import { lockHeldPlan, reopenRun } from './held-plan.ts'

/**
 * Has the worker write what the guard has held back, removals too.
 * @throws AppError not_found, forbidden, conflict.
 */
export async function applyHeldPlan(actor: Actor, { runId }: { runId: string }): Promise<void> {
  await transaction(async (tx) => {
    const { connector } = await lockHeldPlan(tx, actor, runId)
    await reopenRun(tx, actor, runId, true)
    await recordEvent(tx, {
      event: 'sync.held_plan_applied',
      actor,
      subject: { type: 'connector', id: connector.id, name: connector.displayName },
      appId: connector.appId,
      data: { runId },
    })
    await enqueue(tx, 'run-sync', { runId })
    const line = `${actor.name} has the held changes applied.`
    await writeLog(tx, { runId, connectorId: connector.id }, 'warning', null, line)
  })
}
