import { recordEvent } from '#lib/audit/record-event.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { notFound } from '#lib/platform/errors.ts'
import { encryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { AtlassianConfig } from '../atlassian/config.ts'
import { checkCredentials, parseCredentials, requirePassed } from '../check-credentials.ts'
import { findTestable } from './find-testable.ts'
import { parseKeyExpiry } from './key-expiry.ts'
import { toOutcome, toTested } from './report.ts'
import type { ConnectionReport } from '../contract.ts'
import { requireManageable } from '../lock-connector.ts'
import { ReplaceToken } from '../schema.ts'

/**
 * Replaces the access token of a connector after Atlassian has accepted the new one for the same organization. What it
 * falls short of without need (it has scopes, changes are refused) is in the report, and does not hinder.
 * @throws AppError not_found, forbidden; conflict for a self-hosted connector; invalid with the cause at the field, the old
 * token then stays.
 */
export async function replaceToken(actor: Actor, raw: ReplaceToken): Promise<ConnectionReport> {
  const input = ReplaceToken.parse(raw)
  requireManageable(actor, input.connectorId)
  const connector = await findTestable(input.connectorId)
  const { organizationId } = AtlassianConfig.parse(connector.config)
  const credentials = parseCredentials({ accessToken: input.accessToken, organization: organizationId })
  const keyExpiresAt = parseKeyExpiry(input.keyExpiresOn ?? '')
  const report = await checkCredentials(credentials, { keyExpiresAt })
  requirePassed(report)
  await transaction(async (tx) => {
    const { count } = await tx.connector.updateMany({
      where: { id: connector.id, deletedAt: null },
      data: {
        secret: encryptSecret(credentials.accessToken, connector.id),
        secretHint: credentials.accessToken.slice(-4),
        secretSetAt: new Date(),
        secretSetById: actor.userId,
        keyExpiresAt: report.keyExpiresAt,
        ...toTested(report),
      },
    })
    if (count === 0) throw notFound('This connector')
    await recordEvent(tx, {
      event: 'connector.secret_replaced',
      actor,
      subject: { type: 'connector', id: connector.id, name: connector.displayName },
      appId: connector.appId,
      data: toOutcome(report),
    })
    await enqueue(tx, 'warn-of-expiring-keys', {})
    await publish(tx, { topic: 'connector', id: connector.id })
  })
  return report
}
