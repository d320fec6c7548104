import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { testTimeoutMs } from '../check-credentials.ts'
import type { ConnectionReport } from '../contract.ts'
import { requireManageable } from '../lock-connector.ts'
import { openStoredConnector } from '../open-stored-connector.ts'
import { ConnectorRef } from '../schema.ts'
import { findTestable } from './find-testable.ts'
import { toOutcome, toTested } from './report.ts'

/**
 * Tests the connection of a connector with its stored token, and keeps what was found.
 * @throws AppError not_found, forbidden; conflict for a self-hosted connector, and when the token was replaced meanwhile.
 */
export async function testConnection(actor: Actor, raw: { connectorId: string }): Promise<ConnectionReport> {
  const { connectorId } = ConnectorRef.parse(raw)
  requireManageable(actor, connectorId)
  const connector = await findTestable(connectorId)
  const { secret, keyExpiresAt } = connector
  const report = await openStoredConnector(connector).check(AbortSignal.timeout(testTimeoutMs), {
    keyExpiresAt,
  })
  // A date that somebody enters meanwhile stays.
  const isTold = report.keyExpiresAt?.getTime() !== keyExpiresAt?.getTime()
  await transaction(async (tx) => {
    const { count } = await tx.connector.updateMany({
      where: { id: connectorId, deletedAt: null, secret },
      data: { ...toTested(report), ...(isTold ? { keyExpiresAt: report.keyExpiresAt } : {}) },
    })
    if (count === 0) {
      throw new AppError('conflict', 'The access token was replaced while it was tested. Test again.')
    }
    await recordEvent(tx, {
      event: 'connector.tested',
      actor,
      subject: { type: 'connector', id: connectorId, name: connector.displayName },
      appId: connector.appId,
      data: toOutcome(report),
    })
    await publish(tx, { topic: 'connector', id: connectorId })
  })
  return report
}
