import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { inviteChosen } from '#lib/users/invite-chosen.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { lockApp, toSubject, type OwnedApp } from './lock-app.ts'
import { ManageApps } from './schema.ts'
import { tellNewOwners } from './tell-new-owners.ts'

/** Many apps, each with its audit event. */
const timeoutMs = 60_000

/**
 * Has unmanaged apps looked after from now on, and gives them owners beside those they have. What is managed by now stays
 * as it is.
 * @throws AppError not_found, forbidden; invalid at `owners` when one would have nobody.
 */
export async function manageApps(actor: Actor, raw: ManageApps): Promise<{ managed: number }> {
  const { appIds, owners } = ManageApps.parse(raw)
  return transaction(async (tx) => {
    const apps: OwnedApp[] = []
    for (const appId of [...new Set(appIds)].toSorted()) {
      const app = await lockApp(tx, actor, appId)
      if (!app.managed) apps.push(app)
    }
    const alone = apps.find((app) => app.owners.length === 0)
    if (alone && owners.length === 0) {
      const message = `Choose an owner: nobody looks after ${alone.displayName} yet.`
      throw new AppError('invalid', message, { owners: message })
    }
    const people = await inviteChosen(tx, actor, owners)
    const managedAt = new Date()
    await tx.app.updateMany({
      where: { id: { in: apps.map(({ id }) => id) } },
      data: { managed: true, managedAt },
    })
    await tx.appOwner.createMany({
      data: apps.flatMap(({ id }) => people.map(({ userId }) => ({ appId: id, userId }))),
      skipDuplicates: true,
    })
    for (const app of apps) {
      const names = [...app.owners.map(({ user }) => user.name), ...people.map(({ name }) => name)]
      await recordEvent(tx, {
        event: 'app.managed',
        actor,
        subject: toSubject(app),
        appId: app.id,
        data: { owners: [...new Set(names)].join(', ') },
      })
    }
    for (const { userId } of people) {
      const theirs = apps.filter((app) => !app.owners.some((owner) => owner.userId === userId))
      await tellNewOwners(
        tx,
        actor,
        [userId],
        theirs.map((app) => ({ ...app, managed: true })),
      )
    }
    return { managed: apps.length }
  }, timeoutMs)
}
