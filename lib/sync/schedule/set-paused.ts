import { recordEvent } from '#lib/audit/record-event.ts'
import { lockConnector } from '#lib/connectors/lock-connector.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { findNextStart } from './find-next-start.ts'

/**
 * Pauses a connector, or lets it go on. While it is paused no sync is ordered; one that is going on ends as ever.
 * @throws AppError not_found, forbidden.
 */
export async function setPaused(
  actor: Actor,
  { connectorId, paused }: { connectorId: string; paused: boolean },
): Promise<void> {
  await transaction(async (tx) => {
    const connector = await lockConnector(tx, actor, connectorId)
    if ((connector.pausedAt !== null) === paused) return
    const now = new Date()
    await tx.connector.update({
      where: { id: connectorId },
      data: {
        pausedAt: paused ? now : null,
        nextSyncAt: paused ? null : await findNextStart(tx, connector, now),
      },
    })
    await recordEvent(tx, {
      event: paused ? 'connector.paused' : 'connector.resumed',
      actor,
      subject: { type: 'connector', id: connectorId, name: connector.displayName },
      appId: connector.appId,
    })
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}
