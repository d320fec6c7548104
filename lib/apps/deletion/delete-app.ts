import { recordEvent } from '#lib/audit/record-event.ts'
import { notify } from '#lib/notifications/notify.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError } from '#lib/platform/errors.ts'
import { isTyped } from '#lib/platform/format.ts'
import { cancelOpenRequests } from '#lib/requests/cancel-request.ts'
import type { RequestWithScope } from '#lib/requests/move-request.ts'
import { cancelRun } from '#lib/sync/cancel-sync.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { lockApp, toSubject, type OwnedApp } from '../lock-app.ts'
import { DeleteApp } from '../schema.ts'
import { restoreDays } from '../types.ts'

/** A sync that is being written ends its chunk first; there may be many requests. */
const timeoutMs = 120_000

/**
 * Deletes an app: its syncs stop, its open requests are cancelled, nothing of it is found any more. It can be restored for
 * 30 days; nothing is changed in the connected systems.
 * @throws AppError not_found, forbidden; invalid at `name` when the typed name is another.
 */
export async function deleteApp(actor: Actor, raw: DeleteApp): Promise<void> {
  const { appId, name } = DeleteApp.parse(raw)
  await transaction(async (tx) => {
    const app = await lockApp(tx, actor, appId)
    if (!isTyped(name, app.displayName)) {
      const message = `Type ${app.displayName} exactly as it is written.`
      throw new AppError('invalid', message, { name: message })
    }
    const connectors = await stopConnectors(tx, actor, appId)
    const reason = `The app ${app.displayName} was deleted.`
    const requests = await cancelOpenRequests(tx, actor, appId, reason)
    await tx.app.update({
      where: { id: appId },
      data: { deletedAt: new Date(), deletedById: actor.userId },
    })
    await recordEvent(tx, {
      event: 'app.deleted',
      actor,
      subject: toSubject(app),
      appId,
      data: { connectors, requestsCancelled: requests.length },
    })
    await tellRequesters(tx, actor, requests, reason)
    await tellOwners(tx, actor, app)
  }, timeoutMs)
}

/** Cancels what runs; no sync begins as long as the app is deleted. */
async function stopConnectors(tx: Tx, actor: Actor, appId: string): Promise<number> {
  const connectors = await tx.$queryRaw<{ id: string }[]>`
    select id from "Connector" where "appId" = ${appId}::uuid and "deletedAt" is null order by id for no key update`
  for (const { id } of connectors) {
    const runs = await tx.syncRun.findMany({ where: { connectorId: id, finishedAt: null } })
    for (const run of runs) await cancelRun(tx, actor, run.id, `${actor.name} has deleted the app.`)
    await publish(tx, { topic: 'connector', id })
  }
  return connectors.length
}

async function tellRequesters(
  tx: Tx,
  actor: Actor,
  requests: readonly RequestWithScope[],
  reason: string,
): Promise<void> {
  for (const { id, number, requesterId, entitlement } of requests) {
    if (requesterId === actor.userId) continue
    await notify(tx, [requesterId], {
      kind: 'request-cancelled',
      subjectId: id,
      title: `Request ${number} was cancelled`,
      body: `You asked for ${entitlement.displayName} on ${entitlement.resource.displayName}. ${reason}`,
      href: `/requests/${id}`,
      action: 'Open the request',
    })
  }
}

const deletedKind = 'app-deleted'

async function tellOwners(tx: Tx, actor: Actor, { id, displayName, owners }: OwnedApp): Promise<void> {
  const others = owners.map(({ userId }) => userId).filter((userId) => userId !== actor.userId)
  await notify(tx, others, {
    kind: deletedKind,
    subjectId: id,
    title: `${displayName} was deleted`,
    body: `${actor.name} has deleted the app ${displayName}, which you own. You can restore it for ${restoreDays} days; then it is removed for good.`,
    href: '/apps?view=deleted',
    action: 'See deleted apps',
  })
}

/** Takes the word back: the app is there again. */
export async function untellOfDeletion(tx: Tx, appId: string): Promise<void> {
  await tx.notification.deleteMany({ where: { kind: deletedKind, subjectId: appId } })
}
