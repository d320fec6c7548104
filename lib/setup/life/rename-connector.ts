import { recordEvent } from '#lib/audit/record-event.ts'
import { lockConnector } from '#lib/connectors/lock-connector.ts'
import { RenameConnector } from '#lib/connectors/schema.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import type { Actor } from '#lib/users/permissions.ts'

/** Gives a connector another name. @throws AppError not_found, forbidden; invalid at the field. */
export async function renameConnector(actor: Actor, raw: RenameConnector): Promise<void> {
  const { connectorId, displayName } = RenameConnector.parse(raw)
  await transaction(async (tx) => {
    const before = await lockConnector(tx, actor, connectorId)
    if (before.displayName === displayName) return
    await tx.connector.update({ where: { id: connectorId }, data: { displayName } })
    await recordEvent(tx, {
      event: 'connector.renamed',
      actor,
      subject: { type: 'connector', id: connectorId, name: displayName },
      appId: before.appId,
      data: { displayNameBefore: before.displayName, displayName },
    })
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}
