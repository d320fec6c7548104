import { recordEvent } from '#lib/audit/record-event.ts'
import { syncPhases } from '#lib/connectors/contract.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { canManageConnector } from '#lib/connectors/permissions.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { guardedKinds } from '../guard/count-kinds.ts'
import { lockHeldPlan, reopenRun } from './held-plan.ts'
import { RemovalLimit } from '../schema.ts'

/**
 * Sets from when on removals of one kind are held. A run that is held now is looked at again with it.
 * @throws AppError not_found, forbidden; invalid for a kind that the connector does not have.
 */
export async function setRemovalLimit(actor: Actor, raw: RemovalLimit): Promise<void> {
  const { connectorId, kind, percent, objects } = RemovalLimit.parse(raw)
  requireAllowed(canManageConnector(actor, connectorId))
  await transaction(async (tx) => {
    const connector = await tx.connector.findUnique({ where: { id: connectorId, ...livingConnector } })
    if (!connector) throw notFound('This connector')
    const opened = openStoredConnector(connector)
    if (!syncPhases.some((phase) => guardedKinds(opened.coverage(phase)).includes(kind)))
      throw new AppError('invalid', `This connector reads no ${kind}.`)
    const limit = { percent, objects, setById: actor.userId, setAt: new Date() }
    await tx.removalLimit.upsert({
      where: { connectorId_kind: { connectorId, kind } },
      create: { connectorId, kind, ...limit },
      update: limit,
    })
    await recordEvent(tx, {
      event: 'connector.removal_limit_changed',
      actor,
      subject: { type: 'connector', id: connectorId, name: connector.displayName },
      appId: connector.appId,
      data: { kind, percent, objects },
    })
    const held = await tx.syncRun.findFirst({
      where: { connectorId, status: 'held', heldOutcome: null },
      orderBy: { createdAt: 'desc' },
    })
    const isBusy = await tx.syncRun.findFirst({ where: { connectorId, finishedAt: null } })
    if (held && !isBusy && (await tx.stagedRun.findUnique({ where: { runId: held.id } }))) {
      await lockHeldPlan(tx, actor, held.id)
      await reopenRun(tx, actor, held.id, false)
      await enqueue(tx, 'run-sync', { runId: held.id })
    }
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}
