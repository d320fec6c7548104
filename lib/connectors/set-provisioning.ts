import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { lockConnector } from './lock-connector.ts'
import { SetProvisioning } from './schema.ts'

/**
 * Switches which approved requests are sent to the connected system: those for roles, those for memberships in groups.
 * @throws AppError forbidden, not_found.
 */
export async function setProvisioning(actor: Actor, raw: SetProvisioning): Promise<void> {
  const { connectorId, ...switches } = SetProvisioning.parse(raw)
  await transaction(async (tx) => {
    const before = await lockConnector(tx, actor, connectorId)
    const changed = Object.fromEntries(
      Object.entries(switches).filter(([name, on]) => before[name as keyof typeof switches] !== on),
    )
    if (Object.keys(changed).length === 0) return
    await tx.connector.update({ where: { id: before.id }, data: changed })
    await recordEvent(tx, {
      event: 'connector.provisioning_changed',
      actor,
      subject: { type: 'connector', id: before.id, name: before.displayName },
      appId: before.appId,
      data: changed,
    })
    await publish(tx, { topic: 'connector', id: before.id })
  })
}
