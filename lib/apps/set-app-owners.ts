import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { inviteChosen } from '#lib/users/invite-chosen.ts'
import { can, type Actor } from '#lib/users/permissions.ts'
import { lockApp, toSubject } from './lock-app.ts'
import { SetAppOwners } from './schema.ts'
import { tellNewOwners, untellOwners } from './tell-new-owners.ts'

/**
 * Makes these people the owners of an app, and nobody else. Who is new is told; who is not here yet is invited.
 * @returns whether the actor may still see the app.
 * @throws AppError not_found, forbidden; invalid at `owners` when a managed app would have none.
 */
export async function setAppOwners(actor: Actor, raw: SetAppOwners): Promise<{ maySee: boolean }> {
  const { appId, owners } = SetAppOwners.parse(raw)
  return transaction(async (tx) => {
    const app = await lockApp(tx, actor, appId)
    if (app.managed && owners.length === 0) {
      const message = `Choose at least one owner: somebody has to look after ${app.displayName}.`
      throw new AppError('invalid', message, { owners: message })
    }
    const people = await inviteChosen(tx, actor, owners)
    const ids = new Set(people.map(({ userId }) => userId))
    const gone = app.owners.filter(({ userId }) => !ids.has(userId)).map(({ userId }) => userId)
    const added = [...ids].filter((id) => !app.owners.some(({ userId }) => userId === id))
    const maySee = can(actor, 'apps.read') || ids.has(actor.userId)
    if (gone.length + added.length === 0) return { maySee }
    await tx.appOwner.deleteMany({ where: { appId, userId: { in: gone } } })
    await tx.appOwner.createMany({ data: added.map((userId) => ({ appId, userId })) })
    await recordEvent(tx, {
      event: 'app.owners_changed',
      actor,
      subject: toSubject(app),
      appId,
      data: {
        ownersBefore: app.owners.map(({ user }) => user.name).join(', '),
        owners: people.map(({ name }) => name).join(', '),
      },
    })
    await untellOwners(tx, gone, appId)
    await tellNewOwners(tx, actor, added, [app])
    return { maySee }
  })
}
