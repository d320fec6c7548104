import { recordEvent } from '#lib/audit/record-event.ts'
import { lockConnector } from '#lib/connectors/lock-connector.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { defaultLimit } from '../guard/guard.ts'
import { LimitRef } from '../schema.ts'
import { lookAgain } from './held-plan.ts'

/**
 * Goes back to the usual limit of removals of one kind. A run that is held now is looked at again with it.
 * @throws AppError not_found, forbidden.
 */
export async function resetRemovalLimit(actor: Actor, raw: LimitRef): Promise<void> {
  const { connectorId, kind } = LimitRef.parse(raw)
  await transaction(async (tx) => {
    const connector = await lockConnector(tx, actor, connectorId)
    const { count } = await tx.removalLimit.deleteMany({ where: { connectorId, kind } })
    if (count === 0) return
    await recordEvent(tx, {
      event: 'connector.removal_limit_changed',
      actor,
      subject: { type: 'connector', id: connectorId, name: connector.displayName },
      appId: connector.appId,
      data: { kind, ...defaultLimit },
    })
    await lookAgain(tx, actor, connectorId)
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}
