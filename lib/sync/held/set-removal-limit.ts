import { recordEvent } from '#lib/audit/record-event.ts'
import { lockConnector } from '#lib/connectors/lock-connector.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { limitedKinds } from '../guard/limited-kinds.ts'
import { lookAgain } from './held-plan.ts'
import { RemovalLimit } from '../schema.ts'

/**
 * Sets from when on removals of one kind are held. A run that is held now is looked at again with it.
 * @throws AppError not_found, forbidden; invalid for a kind that the connector does not have.
 */
export async function setRemovalLimit(actor: Actor, raw: RemovalLimit): Promise<void> {
  const { connectorId, kind, percent, objects } = RemovalLimit.parse(raw)
  await transaction(async (tx) => {
    const connector = await lockConnector(tx, actor, connectorId)
    if (!limitedKinds(connector).includes(kind))
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
    await lookAgain(tx, actor, connectorId)
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}
