import { recordEvent } from '#lib/audit/record-event.ts'
import { lockConnector } from '#lib/connectors/lock-connector.ts'
import { DeleteConnector } from '#lib/connectors/schema.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { notify } from '#lib/notifications/notify.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import type { Connector } from '#lib/platform/db/generated/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError } from '#lib/platform/errors.ts'
import { isTyped } from '#lib/platform/format.ts'
import { cancelRun } from '#lib/sync/cancel-sync.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { abandonRequests } from './abandon-requests.ts'

/**
 * Disconnects a system for good: its access token is erased, its sync ends, open requests are cancelled, and nothing is read
 * or sent for it from then on. What it had read ends behind that, in batches, and stays as history.
 * @throws AppError not_found, forbidden; invalid at `name` when that is not the connector's.
 */
export async function deleteConnector(actor: Actor, raw: DeleteConnector): Promise<{ appId: string }> {
  const { connectorId, name } = DeleteConnector.parse(raw)
  return transaction(async (tx) => {
    const connector = await lockConnector(tx, actor, connectorId)
    if (!isTyped(name, connector.displayName)) {
      const message = `Type ${connector.displayName} to confirm.`
      throw new AppError('invalid', message, { name: message })
    }
    await endSyncs(tx, actor, connectorId)
    const at = new Date()
    await tx.connector.update({
      where: { id: connectorId },
      data: { deletedAt: at, deletedById: actor.userId, secret: null, secretHint: null, nextSyncAt: null },
    })
    await tx.connectorCredential.updateMany({ where: { connectorId, endedAt: null }, data: { endedAt: at } })
    await tx.connectorDraft.updateMany({ where: { connectorId }, data: { secret: null, secretHint: null } })
    const reason = `${actor.name} has deleted the connector ${connector.displayName}.`
    const requests = await abandonRequests(tx, actor, connectorId, reason)
    await recordEvent(tx, {
      event: 'connector.deleted',
      actor,
      subject: { type: 'connector', id: connectorId, name: connector.displayName },
      appId: connector.appId,
      data: { requestsCancelled: requests },
    })
    await tellOwners(tx, actor, connector)
    await enqueue(tx, 'end-connector', { connectorId })
    await publish(tx, { topic: 'connector', id: connectorId })
    return { appId: connector.appId }
  }, 60_000)
}

/** Whoever works on a sync is told and can write nothing more; what was held is discarded. */
async function endSyncs(tx: Tx, actor: Actor, connectorId: string): Promise<void> {
  const open = await tx.syncRun.findMany({ where: { connectorId, finishedAt: null }, select: { id: true } })
  for (const { id } of open) {
    await cancelRun(tx, actor, id, `Cancelled, for ${actor.name} has deleted the connector.`)
  }
  const held = { connectorId, status: 'held' as const, heldOutcome: null }
  const plans = await tx.syncRun.findMany({ where: held, select: { id: true } })
  await tx.stagedRun.deleteMany({ where: { runId: { in: plans.map((run) => run.id) } } })
  await tx.syncRun.updateMany({
    where: held,
    data: { heldOutcome: 'discarded', heldEndedById: actor.userId, heldEndedAt: new Date() },
  })
}

/** Those that did not do it themselves. */
async function tellOwners(tx: Tx, actor: Actor, connector: Connector): Promise<void> {
  const owners = await tx.connectorOwner.findMany({ where: { connectorId: connector.id } })
  await notify(
    tx,
    owners.flatMap(({ userId }) => (userId === actor.userId ? [] : [userId])),
    {
      kind: 'connector-deleted',
      subjectId: connector.id,
      title: `The connector ${connector.displayName} was deleted`,
      body: `${actor.name} has deleted it. Nothing is read or changed there any more; what was known stays as history.`,
      href: '/',
      action: 'Open Rolecall',
    },
  )
}
