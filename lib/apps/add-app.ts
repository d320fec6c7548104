import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { inviteChosen } from '#lib/users/invite-chosen.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { requireFreeName, toSubject } from './lock-app.ts'
import { canAddApps } from './permissions.ts'
import { AddApp } from './schema.ts'
import { tellNewOwners } from './tell-new-owners.ts'

/**
 * Adds an app by hand, managed with its owners or unmanaged.
 * @throws AppError forbidden; invalid, conflict at the field.
 */
export async function addApp(actor: Actor, raw: AddApp): Promise<{ appId: string }> {
  requireAllowed(canAddApps(actor))
  const { name, description, managed, owners } = AddApp.parse(raw)
  return transaction(async (tx) => {
    await requireFreeName(tx, name)
    const people = await inviteChosen(tx, actor, owners)
    const app = await tx.app.create({
      data: {
        displayName: name,
        description: description === '' ? null : description,
        source: 'hand',
        managed,
        managedAt: managed ? new Date() : null,
        owners: { create: people.map(({ userId }) => ({ userId })) },
      },
    })
    await recordEvent(tx, {
      event: 'app.added',
      actor,
      subject: toSubject(app),
      appId: app.id,
      data: { source: 'hand', managed, owners: people.map((person) => person.name).join(', ') },
    })
    await tellNewOwners(
      tx,
      actor,
      people.map(({ userId }) => userId),
      [app],
    )
    return { appId: app.id }
  })
}
