import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { lockApp, toSubject } from './lock-app.ts'

/**
 * Puts an app back to those that are only known. It keeps its owners.
 * @throws AppError not_found, forbidden; conflict while it has a connector.
 */
export async function unmanageApp(actor: Actor, { appId }: { appId: string }): Promise<void> {
  await transaction(async (tx) => {
    const app = await lockApp(tx, actor, appId)
    if (!app.managed) return
    const connector = await tx.connector.findFirst({ where: { appId, deletedAt: null } })
    if (connector) {
      throw new AppError(
        'conflict',
        `${app.displayName} is read by the connector ${connector.displayName}. Delete the connector first.`,
      )
    }
    await tx.app.update({ where: { id: appId }, data: { managed: false, managedAt: null } })
    await recordEvent(tx, { event: 'app.unmanaged', actor, subject: toSubject(app), appId })
  })
}
