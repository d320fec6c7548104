import { recordEvent, type AuditActor } from '#lib/audit/record-event.ts'
import { requireManageable } from '#lib/connectors/lock-connector.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { writeLog } from './engine/run-log.ts'

/**
 * Ends a run at once: whoever works on it is told, and can write nothing more from then on. What its finished phases have
 * written stays.
 * @throws AppError not_found, forbidden; conflict when it has ended already.
 */
export async function cancelSync(actor: Actor, { runId }: { runId: string }): Promise<void> {
  await transaction(async (tx) => {
    const run = await tx.syncRun.findUnique({ where: { id: runId, connector: livingConnector } })
    if (!run) throw notFound('This sync')
    requireManageable(actor, run.connectorId)
    const isEnded = await cancelRun(tx, actor, runId, `Cancelled by ${actor.name}.`)
    if (!isEnded) throw new AppError('conflict', 'This sync has ended already.')
  })
}

/**
 * The same inside a transaction that decides more, without asking who may.
 * @param line for its log: who ended it, and why.
 * @returns false when it had ended before.
 */
export async function cancelRun(tx: Tx, actor: AuditActor, runId: string, line: string): Promise<boolean> {
  await tx.stagedRun.deleteMany({ where: { runId } })
  const ended = await tx.syncRun.updateMany({
    where: { id: runId, finishedAt: null },
    data: { status: 'cancelled', finishedAt: new Date(), waitingUntil: null },
  })
  if (ended.count === 0) return false
  // A worker may have begun the staging while this waited for the run.
  await tx.stagedRun.deleteMany({ where: { runId } })
  await tx.syncPhaseRun.updateMany({
    where: { runId, status: { in: ['running', 'pending'] } },
    data: { status: 'cancelled', finishedAt: new Date() },
  })
  const { connector } = await tx.syncRun.findUniqueOrThrow({
    where: { id: runId },
    include: { connector: true },
  })
  await recordEvent(tx, {
    event: 'sync.cancelled',
    actor,
    subject: { type: 'connector', id: connector.id, name: connector.displayName },
    appId: connector.appId,
    data: { runId },
  })
  await writeLog(tx, { runId, connectorId: connector.id }, 'warning', null, line)
  await publish(tx, { topic: 'run-ended', id: runId })
  return true
}
