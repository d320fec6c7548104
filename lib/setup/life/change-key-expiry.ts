import { recordEvent } from '#lib/audit/record-event.ts'
import { lockConnector } from '#lib/connectors/lock-connector.ts'
import { ChangeKeyExpiry } from '#lib/connectors/schema.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'

/**
 * Notes when the access token of a connector stops working, as a person knows it; empty: unknown.
 * @throws AppError not_found, forbidden; invalid at the field for what is no day or a past one.
 */
export async function changeKeyExpiry(actor: Actor, raw: ChangeKeyExpiry): Promise<void> {
  const { connectorId, expiresOn } = ChangeKeyExpiry.parse(raw)
  if (expiresOn !== '' && expiresOn < new Date().toISOString().slice(0, 10)) {
    const message = 'This day is past. Enter the day on which the access token stops working.'
    throw new AppError('invalid', message, { expiresOn: message })
  }
  // Noon is on the same day for nearly everybody who reads it.
  const keyExpiresAt = expiresOn === '' ? null : new Date(`${expiresOn}T12:00:00Z`)
  await transaction(async (tx) => {
    const before = await lockConnector(tx, actor, connectorId)
    const from = before.keyExpiresAt?.toISOString().slice(0, 10) ?? null
    if (from === (expiresOn === '' ? null : expiresOn)) return
    await tx.connector.update({ where: { id: connectorId }, data: { keyExpiresAt } })
    await recordEvent(tx, {
      event: 'connector.settings_changed',
      actor,
      subject: { type: 'connector', id: connectorId, name: before.displayName },
      appId: before.appId,
      data: { keyExpiresFrom: from ?? 'unknown', keyExpires: expiresOn === '' ? 'unknown' : expiresOn },
    })
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}
