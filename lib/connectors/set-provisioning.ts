import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { notFound } from '#lib/platform/errors.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { canManageConnector } from './permissions.ts'

/** Switches whether approved requests are sent to the connected system. @throws AppError forbidden, not_found. */
export async function setProvisioning(
  actor: Actor,
  input: { connectorId: string; enabled: boolean },
): Promise<void> {
  requireAllowed(canManageConnector(actor, input.connectorId))
  await transaction(async (tx) => {
    const before = await tx.connector.findUnique({ where: { id: input.connectorId } })
    if (!before) throw notFound('This connector')
    if (before.provisioningEnabled === input.enabled) return
    await tx.connector.update({ where: { id: before.id }, data: { provisioningEnabled: input.enabled } })
    await recordEvent(tx, {
      event: 'connector.provisioning_changed',
      actor,
      subject: { type: 'connector', id: before.id, name: before.displayName },
      appId: before.appId,
      data: { provisioningEnabled: input.enabled },
    })
    await publish(tx, { topic: 'connector', id: before.id })
  })
}
