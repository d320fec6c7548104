import { recordEvents } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { newId } from '#lib/platform/ids.ts'
import { inviteChosen } from '#lib/users/invite-chosen.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { lockNames, toSubject } from '../lock-app.ts'
import { canAddApps } from '../permissions.ts'
import type { AppFile } from '../schema.ts'
import { tellNewOwners } from '../tell-new-owners.ts'
import { planImport } from './plan-import.ts'

/** Thousands of apps, each with its audit event, and their owners. */
const timeoutMs = 120_000

/**
 * Adds the apps of a file that are new, unmanaged; lines that are broken or known by their name are left out. Owners who are
 * not here yet are invited.
 * @throws AppError forbidden; invalid at `text`, also when nothing in it is new.
 */
export async function importApps(actor: Actor, file: AppFile): Promise<{ added: number }> {
  requireAllowed(canAddApps(actor))
  return transaction(async (tx) => {
    await lockNames(tx)
    const { rows } = await planImport(tx, file)
    const apps = rows
      .filter(({ verdict }) => verdict === 'new')
      .map((row) => ({ ...row, id: newId(), displayName: row.name, managed: false }))
    if (apps.length === 0) {
      const message = 'Nothing in it is new: every app is known already or has a problem.'
      throw new AppError('invalid', message, { text: message })
    }
    const emails = [...new Set(apps.flatMap(({ owners }) => owners))]
    const people = await inviteChosen(
      tx,
      actor,
      emails.map((email) => ({ email, name: '' })),
    )
    const byEmail = new Map(people.map((person) => [person.email, person]))
    const ownersOf = ({ owners }: { owners: string[] }) => owners.flatMap((email) => byEmail.get(email) ?? [])
    await tx.app.createMany({
      data: apps.map(({ id, displayName, description }) => ({
        id,
        displayName,
        description: description === '' ? null : description,
        managed: false,
        source: 'csv' as const,
      })),
    })
    await tx.appOwner.createMany({
      data: apps.flatMap((app) => ownersOf(app).map(({ userId }) => ({ appId: app.id, userId }))),
    })
    await recordEvents(
      tx,
      apps.map((app) => ({
        event: 'app.added',
        actor,
        subject: toSubject(app),
        appId: app.id,
        data: {
          source: 'csv',
          managed: false,
          owners: ownersOf(app)
            .map(({ name }) => name)
            .join(', '),
        },
      })),
    )
    for (const { userId, email } of people) {
      const theirs = apps.filter(({ owners }) => owners.includes(email))
      await tellNewOwners(tx, actor, [userId], theirs)
    }
    return { added: apps.length }
  }, timeoutMs)
}
