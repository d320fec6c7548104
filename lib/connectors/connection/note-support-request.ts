import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { notFound } from '#lib/platform/errors.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { canManageConnector } from '../permissions.ts'
import { NoteSupportRequest } from '../schema.ts'

/**
 * Notes that Atlassian's support was asked to enable changes, or that it was not after all. The first note stands.
 * @throws AppError forbidden, not_found.
 */
export async function noteSupportRequest(actor: Actor, raw: NoteSupportRequest): Promise<void> {
  const { connectorId, requested } = NoteSupportRequest.parse(raw)
  requireAllowed(canManageConnector(actor, connectorId))
  await transaction(async (tx) => {
    const connector = await tx.connector.findUnique({ where: { id: connectorId, ...livingConnector } })
    if (!connector) throw notFound('This connector')
    const { count } = await tx.connector.updateMany({
      where: {
        id: connectorId,
        deletedAt: null,
        supportRequestedAt: requested ? null : { not: null },
      },
      data: {
        supportRequestedAt: requested ? new Date() : null,
        supportRequestedById: requested ? actor.userId : null,
      },
    })
    if (count === 0) return
    await recordEvent(tx, {
      event: 'connector.support_requested',
      actor,
      subject: { type: 'connector', id: connectorId, name: connector.displayName },
      appId: connector.appId,
      data: { requested },
    })
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}
