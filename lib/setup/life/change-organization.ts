import { recordEvent } from '#lib/audit/record-event.ts'
import { parseCredentials, checkCredentials, requirePassed } from '#lib/connectors/check-credentials.ts'
import { AtlassianConfig } from '#lib/connectors/atlassian/config.ts'
import { lockConnector, requireManageable } from '#lib/connectors/lock-connector.ts'
import { ChangeOrganization } from '#lib/connectors/schema.ts'
import { db, transaction, type Tx } from '#lib/platform/db/client.ts'
import type { Connector } from '#lib/platform/db/generated/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { plural } from '#lib/platform/format.ts'
import { decryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { requireNotConnected } from '../require-not-connected.ts'

/**
 * Points a connector that has not read anything yet to another organization that its access token opens. From then on it
 * stays with its organization: what it knows of the one would end, account by account, as the other is read.
 * @throws AppError not_found, forbidden; invalid with the reason at the field.
 */
export async function changeOrganization(actor: Actor, raw: ChangeOrganization): Promise<void> {
  const { connectorId, organization } = ChangeOrganization.parse(raw)
  requireManageable(actor, connectorId)
  const connector = await db().connector.findUnique({ where: { id: connectorId, ...livingConnector } })
  if (!connector?.secret) throw notFound('This connector')
  await requireUnread(db(), connector)
  const accessToken = decryptSecret(connector.secret, connector.id)
  const credentials = parseCredentials({ accessToken, organization })
  const report = await checkCredentials(credentials)
  requirePassed(report)
  await transaction(async (tx) => {
    const before = await lockConnector(tx, actor, connectorId)
    await requireUnread(tx, before)
    const { organizationId } = credentials
    const { organizationId: from } = AtlassianConfig.parse(before.config)
    if (from === organizationId) return
    await requireNotConnected(tx, organizationId)
    const config = { organizationId, organizationName: report.organizationName }
    await tx.connector.update({ where: { id: connectorId }, data: { config } })
    await recordEvent(tx, {
      event: 'connector.settings_changed',
      actor,
      subject: { type: 'connector', id: connectorId, name: before.displayName },
      appId: before.appId,
      data: { organizationIdBefore: from, organizationId },
    })
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}

async function requireUnread(tx: Tx, { id: connectorId, displayName }: Connector): Promise<void> {
  if (!(await tx.resource.findFirst({ where: { connectorId }, select: { id: true } }))) return
  const current = { where: { connectorId, endedAt: null } }
  const [accounts, grants] = await Promise.all([tx.account.count(current), tx.grant.count(current)])
  const message = `${displayName} stays with its organization: with another one, ${plural(accounts, 'account')} and ${plural(grants, 'grant')} known here would end. Set up a new connector for the other organization.`
  throw new AppError('invalid', message, { organization: message })
}
