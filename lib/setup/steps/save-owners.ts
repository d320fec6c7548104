import { getCatalogEntry } from '#lib/connectors/catalog.ts'
import { notify } from '#lib/notifications/notify.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { inviteChosen } from '#lib/users/invite-chosen.ts'
import { SaveOwners } from '../schema.ts'
import { saveStep, type SavedStep } from './save-step.ts'

/**
 * Says who will own the connector. Who is new is invited; everybody but the actor is told that their help is needed, once.
 * @throws AppError not_found, conflict; invalid at `owners`.
 */
export async function saveOwners(actor: Actor, raw: SaveOwners): Promise<SavedStep> {
  const input = SaveOwners.parse(raw)
  return saveStep(actor, input, 'owners', async (tx, draft) => {
    const owners = await inviteChosen(tx, actor, input.owners)
    const { name } = getCatalogEntry(draft.kind)
    const app = draft.app?.displayName ?? draft.appName
    await notify(
      tx,
      owners.map(({ userId }) => userId).filter((userId) => userId !== actor.userId),
      {
        kind: 'setup-help',
        subjectId: draft.id,
        title: `${actor.name} asks for your help to connect ${name}`,
        body: `${actor.name} is connecting ${name}${app ? ` for the app ${app}` : ''} and has chosen you as an owner. The set-up is not finished yet.\n\nThe link leads to the first step that is open: whoever has an organization admin’s API key can finish it in a few minutes.`,
        href: `/connectors/new/${draft.id}`,
        action: 'Finish the set-up',
        from: actor,
      },
    )
    return {
      owners: { deleteMany: {}, create: owners.map(({ userId }) => ({ userId })) },
    }
  })
}
