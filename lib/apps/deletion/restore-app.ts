import { recordEvent } from '#lib/audit/record-event.ts'
import { AtlassianConfig } from '#lib/connectors/atlassian/config.ts'
import { findConnected } from '#lib/connectors/connection/find-connected.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import type { App, Connector } from '#lib/platform/db/generated/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { findNamed, toSubject } from '../lock-app.ts'
import { canRestoreApp } from '../permissions.ts'
import { restoreDays } from '../types.ts'
import { untellOfDeletion } from './delete-app.ts'

/**
 * Undoes the deletion of an app within 30 days: its connectors sync again as planned. Requests that were cancelled stay so.
 * @throws AppError not_found, also when it is not theirs to restore or the time is over; conflict when another app has its
 * name by now, or another connector reads its organization.
 */
export async function restoreApp(actor: Actor, { appId }: { appId: string }): Promise<void> {
  await transaction(async (tx) => {
    const locked = await tx.$queryRaw<unknown[]>`
      select 1 from "App" where id = ${appId}::uuid
        and "deletedAt" > now() - make_interval(days => ${restoreDays}) for no key update`
    const app = await tx.app.findUnique({
      where: { id: appId },
      include: { owners: true, connectors: { where: { deletedAt: null } } },
    })
    const ownerIds = app?.owners.map(({ userId }) => userId) ?? []
    if (!app || locked.length === 0 || !canRestoreApp(actor, ownerIds)) throw notFound('This app')
    await requirePlace(tx, app)
    await tx.app.update({ where: { id: appId }, data: { deletedAt: null, deletedById: null } })
    await recordEvent(tx, { event: 'app.restored', actor, subject: toSubject(app), appId })
    await untellOfDeletion(tx, appId)
    for (const { id } of app.connectors) await publish(tx, { topic: 'connector', id })
  })
}

/** What has come meanwhile stays as it is. */
async function requirePlace(tx: Tx, app: App & { connectors: Connector[] }): Promise<void> {
  const named = await findNamed(tx, app.displayName, app.id)
  if (named) {
    const message = `There is ${named} by now. Give that one another name, then restore this one.`
    throw new AppError('conflict', message)
  }
  for (const { kind, config } of app.connectors) {
    if (kind !== 'atlassian') continue
    const other = await findConnected(tx, AtlassianConfig.parse(config).organizationId, app.id)
    if (other) {
      const message = `The connector ${other.displayName} reads its organization by now. Two would show everybody twice: delete that one first.`
      throw new AppError('conflict', message)
    }
  }
}
