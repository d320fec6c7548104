import { recordEvent } from '#lib/audit/record-event.ts'
import { parseKeyExpiry } from '#lib/connectors/connection/key-expiry.ts'
import { lockConnector } from '#lib/connectors/lock-connector.ts'
import { ChangeKeyExpiry } from '#lib/connectors/schema.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import type { Actor } from '#lib/users/permissions.ts'

/**
 * Notes when the access token of a connector stops working, as a person knows it; empty: unknown.
 * @throws AppError not_found, forbidden; invalid at the field for what is no day or a past one.
 */
export async function changeKeyExpiry(actor: Actor, raw: ChangeKeyExpiry): Promise<void> {
  const { connectorId, keyExpiresOn } = ChangeKeyExpiry.parse(raw)
  const keyExpiresAt = parseKeyExpiry(keyExpiresOn)
  await transaction(async (tx) => {
    const before = await lockConnector(tx, actor, connectorId)
    const from = before.keyExpiresAt?.toISOString().slice(0, 10) ?? ''
    if (from === keyExpiresOn) return
    await tx.connector.update({ where: { id: connectorId }, data: { keyExpiresAt } })
    await recordEvent(tx, {
      event: 'connector.settings_changed',
      actor,
      subject: { type: 'connector', id: connectorId, name: before.displayName },
      appId: before.appId,
      data: { keyExpiresBefore: toWord(from), keyExpires: toWord(keyExpiresOn) },
    })
    await enqueue(tx, 'warn-of-expiring-keys', {})
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}

const toWord = (day: string): string => (day === '' ? 'unknown' : day)
