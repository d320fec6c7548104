import { recordEvent, type AuditActor } from '#lib/audit/record-event.ts'
import { batonKind } from '#lib/connectors/baton/config.ts'
import { syncPhases } from '#lib/connectors/contract.ts'
import { lockLiving, requireManageable } from '#lib/connectors/lock-connector.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError } from '#lib/platform/errors.ts'
import { findNextStart } from './schedule/find-next-start.ts'
import type { Actor } from '#lib/users/permissions.ts'

/**
 * Orders a sync of a connector.
 * @throws AppError not_found, forbidden; conflict while another run of it is not finished, while it is paused, or when it
 * runs elsewhere.
 */
export async function startSync(actor: Actor, input: { connectorId: string }): Promise<{ runId: string }> {
  requireManageable(actor, input.connectorId)
  return transaction((tx) => orderRun(tx, actor, input.connectorId, 'manual'))
}

/** The same inside a transaction that decides more, without asking who may. */
export async function orderRun(
  tx: Tx,
  actor: AuditActor,
  connectorId: string,
  trigger: 'set-up' | 'manual' | 'schedule',
): Promise<{ runId: string }> {
  const connector = await lockLiving(tx, connectorId)
  if (connector.kind === batonKind) {
    throw new AppError(
      'conflict',
      'A self-hosted connector syncs by itself once it runs. Start it with its files.',
    )
  }
  if (connector.pausedAt) throw new AppError('conflict', 'This connector is paused. Resume it, then sync.')
  if (await tx.syncRun.findFirst({ where: { connectorId, finishedAt: null } })) {
    throw new AppError('conflict', 'A sync is running already. Its progress is on this page.')
  }
  const run = await tx.syncRun.create({
    data: {
      connectorId,
      trigger,
      requestedById: actor.userId,
      phases: { create: syncPhases.map((phase, position) => ({ phase, position })) },
    },
  })
  const nextSyncAt = await findNextStart(tx, connector, new Date())
  await tx.connector.update({ where: { id: connectorId }, data: { nextSyncAt } })
  await recordEvent(tx, {
    event: 'sync.started',
    actor,
    subject: { type: 'connector', id: connectorId, name: connector.displayName },
    appId: connector.appId,
    data: { runId: run.id },
  })
  await enqueue(tx, 'run-sync', { runId: run.id })
  await publish(tx, { topic: 'connector', id: connectorId })
  return { runId: run.id }
}
