import { recordEvent } from '#lib/audit/record-event.ts'
import { lockConnector } from '#lib/connectors/lock-connector.ts'
import { SetConnectorOwners } from '#lib/connectors/schema.ts'
import { notify } from '#lib/notifications/notify.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { newId } from '#lib/platform/ids.ts'
import { inviteChosen } from '#lib/users/invite-chosen.ts'
import type { Actor } from '#lib/users/permissions.ts'

/**
 * Sets who owns a connector. Who was not an owner before is told, and invited where they are not here yet; who leaves
 * themselves out may manage it no longer unless a role of theirs says so.
 * @throws AppError not_found, forbidden; invalid at `owners`.
 */
export async function setConnectorOwners(actor: Actor, raw: SetConnectorOwners): Promise<void> {
  const { connectorId, owners } = SetConnectorOwners.parse(raw)
  await transaction(async (tx) => {
    const connector = await lockConnector(tx, actor, connectorId)
    const before = await tx.connectorOwner.findMany({
      where: { connectorId },
      include: { user: true },
      orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
    })
    const after = await inviteChosen(tx, actor, owners)
    const ids = after.map((person) => person.userId)
    const known = new Set(before.map((owner) => owner.userId))
    const added = ids.filter((userId) => !known.has(userId))
    if (added.length === 0 && ids.length === known.size) return
    await tx.connectorOwner.deleteMany({ where: { connectorId, userId: { notIn: ids } } })
    await tx.connectorOwner.createMany({ data: added.map((userId) => ({ connectorId, userId })) })
    await recordEvent(tx, {
      event: 'connector.owners_changed',
      actor,
      subject: { type: 'connector', id: connectorId, name: connector.displayName },
      appId: connector.appId,
      data: {
        ownersBefore: before.map((owner) => owner.user.name).join(', '),
        owners: after.map((person) => person.name).join(', '),
      },
    })
    await notify(
      tx,
      added.filter((userId) => userId !== actor.userId),
      {
        kind: 'connector-owner',
        // Somebody who was an owner before is told anew.
        subjectId: newId(),
        title: `You are an owner of the connector ${connector.displayName}`,
        body: `${actor.name} has made you an owner. You look after its access token, its syncs and what it may change.`,
        href: `/connectors/${connectorId}`,
        action: 'Open the connector',
      },
    )
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}
