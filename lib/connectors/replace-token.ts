import { recordEvent } from '#lib/audit/record-event.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { encryptSecret } from '#lib/platform/secrets/encrypt.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { AtlassianConfig } from './atlassian/config.ts'
import { batonKind } from './baton/config.ts'
import { checkCredentials, parseCredentials, requirePassed } from './check-credentials.ts'
import { canManageConnector } from './permissions.ts'

/**
 * Replaces the access token of a connector after Atlassian has accepted the new one for the same organization.
 * @throws AppError forbidden, not_found; invalid with the cause at the field, the old token then stays.
 */
export async function replaceToken(
  actor: Actor,
  input: { connectorId: string; accessToken: string },
): Promise<void> {
  requireAllowed(canManageConnector(actor, input.connectorId))
  const connector = await db().connector.findUnique({ where: { id: input.connectorId } })
  if (!connector) throw notFound('This connector')
  if (connector.kind === batonKind) {
    throw new AppError(
      'conflict',
      'A self-hosted connector keeps its access token itself. Change it where it runs.',
    )
  }
  const { organizationId } = AtlassianConfig.parse(connector.config)
  const credentials = parseCredentials({ accessToken: input.accessToken, organization: organizationId })
  requirePassed(await checkCredentials(credentials))
  await transaction(async (tx) => {
    await tx.connector.update({
      where: { id: connector.id },
      data: {
        secret: encryptSecret(credentials.accessToken, connector.id),
        secretHint: credentials.accessToken.slice(-4),
        secretSetAt: new Date(),
        secretSetById: actor.userId,
      },
    })
    await recordEvent(tx, {
      event: 'connector.secret_replaced',
      actor,
      subject: { type: 'connector', id: connector.id, name: connector.displayName },
      appId: connector.appId,
    })
    await publish(tx, { topic: 'connector', id: connector.id })
  })
}
