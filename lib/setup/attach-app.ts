import { requireFreeName } from '#lib/apps/lock-app.ts'
import { recordEvent } from '#lib/audit/record-event.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { can, type Actor } from '#lib/users/permissions.ts'
import type { StoredDraft } from './draft.ts'

/**
 * The app that a connector is attached to: a new one, or the chosen one, which is managed from now on. A new or
 * unmanaged one without owners gets the connector's; one that was managed, if the actor manages apps.
 * @throws AppError invalid when the chosen app is gone; conflict when another one has the name of a new app.
 */
export async function attachApp(
  tx: Tx,
  actor: Actor,
  draft: StoredDraft,
  ownerIds: readonly string[],
): Promise<{ id: string; displayName: string }> {
  const owners = ownerIds.map((userId) => ({ userId }))
  if (draft.attach === 'new_app') {
    const displayName = draft.appName ?? 'Atlassian'
    await requireFreeName(tx, displayName)
    const app = await tx.app.create({
      data: { displayName, managedAt: new Date(), owners: { create: owners } },
    })
    await recordEvent(tx, { event: 'app.added', actor, subject: toSubject(app), appId: app.id })
    return app
  }
  const { appId } = draft
  if (appId) await tx.$executeRaw`select 1 from "App" where id = ${appId}::uuid for no key update`
  const app = appId
    ? await tx.app.findUnique({ where: { id: appId, deletedAt: null }, include: { owners: true } })
    : null
  if (!app) throw new AppError('invalid', 'The chosen app is not there any more. Choose another one.')
  if (!app.managed) {
    await tx.app.update({ where: { id: app.id }, data: { managed: true, managedAt: new Date() } })
    await recordEvent(tx, { event: 'app.managed', actor, subject: toSubject(app), appId: app.id })
  }
  // the owners of an app decide who gets in: of one that is managed already only who manages apps makes them
  if (app.owners.length === 0 && (!app.managed || can(actor, 'apps.manage')))
    await tx.appOwner.createMany({ data: owners.map((owner) => ({ appId: app.id, ...owner })) })
  return app
}

const toSubject = ({ id, displayName }: { id: string; displayName: string }) =>
  ({ type: 'app', id, name: displayName }) as const
