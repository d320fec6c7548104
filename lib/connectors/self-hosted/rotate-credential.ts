import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError } from '#lib/platform/errors.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { canManageConnector } from '../permissions.ts'
import { RotateCredential } from '../schema.ts'
import type { IssuedCredential } from '../types.ts'
import { lockSelfHosted } from './lock-self-hosted.ts'
import { openBaton } from './open-baton.ts'

/**
 * Makes a new client ID and secret; the earlier ones end at once. The secret is in the answer and nowhere else.
 * @throws AppError forbidden, not_found; conflict for a connector that is not self-hosted, and when somebody else has
 * rotated since.
 */
export async function rotateCredential(
  actor: Actor,
  raw: { connectorId: string; replaces: string | null },
): Promise<IssuedCredential> {
  const { connectorId, replaces } = RotateCredential.parse(raw)
  requireAllowed(canManageConnector(actor, connectorId))
  return transaction(async (tx) => {
    const connector = await lockSelfHosted(tx, connectorId)
    const before = await tx.connectorCredential.findFirst({ where: { connectorId, endedAt: null } })
    if ((before?.id ?? null) !== replaces) {
      throw new AppError(
        'conflict',
        'Somebody else has rotated meanwhile. Reload the page, then rotate again if it is still needed.',
      )
    }
    const now = new Date()
    if (before) await tx.connectorCredential.update({ where: { id: before.id }, data: { endedAt: now } })
    const baton = openBaton(connector)
    const { clientId, clientSecret, publicKey } = baton.makeCredential()
    await tx.connectorCredential.create({
      data: { connectorId, clientId, publicKey, createdAt: now, createdById: actor.userId },
    })
    await recordEvent(tx, {
      event: 'connector.credential_rotated',
      actor,
      subject: { type: 'connector', id: connectorId, name: connector.displayName },
      appId: connector.appId,
      data: { clientId, replaced: before?.clientId ?? null },
    })
    await publish(tx, { topic: 'connector', id: connectorId })
    return { clientId, clientSecret, files: baton.runFiles({ clientId, clientSecret }) }
  })
}
