import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { parseOrganizationId } from '../atlassian/config.ts'
import { BatonConfig } from '../baton/config.ts'
import { canManageConnector } from '../permissions.ts'
import { RunSettings } from '../schema.ts'
import { lockSelfHosted } from './lock-self-hosted.ts'

/**
 * Says what the manifests of a self-hosted connector are filled with. What already runs is not touched.
 * @throws AppError forbidden, not_found; conflict for a connector that is not self-hosted.
 */
export async function setRunSettings(actor: Actor, raw: RunSettings): Promise<void> {
  const { connectorId, image, organization } = RunSettings.parse(raw)
  requireAllowed(canManageConnector(actor, connectorId))
  await transaction(async (tx) => {
    const connector = await lockSelfHosted(tx, connectorId)
    const before = BatonConfig.parse(connector.config)
    const organizationId = parseOrganizationId(organization)
    const changed = {
      ...(image === before.image ? {} : { image }),
      ...(organizationId === (before.organizationId ?? null) ? {} : { organizationId }),
    }
    if (Object.keys(changed).length === 0) return
    await tx.connector.update({
      where: { id: connectorId },
      data: { config: { ...before, ...changed } },
    })
    await recordEvent(tx, {
      event: 'connector.settings_changed',
      actor,
      subject: { type: 'connector', id: connectorId, name: connector.displayName },
      appId: connector.appId,
      data: changed,
    })
    await publish(tx, { topic: 'connector', id: connectorId })
  })
}
