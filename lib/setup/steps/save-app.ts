import { findNamed } from '#lib/apps/lock-app.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import type { Prisma } from '#lib/platform/db/generated/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'
import type { StoredDraft } from '../draft.ts'
import { canAttachTo } from '../queries.ts'
import { SaveApp } from '../schema.ts'
import { saveStep, type SavedStep } from './save-step.ts'

/**
 * Says which app the connector is attached to: one that comes with it, or one that is here.
 * @throws AppError not_found, conflict; invalid at `appName` for a name that is taken, at `appId` for an app that is not
 * there, not theirs, or of the other sort.
 */
export async function saveApp(actor: Actor, raw: SaveApp): Promise<SavedStep> {
  const input = SaveApp.parse(raw)
  return saveStep(actor, input, 'app', async (tx, draft) => {
    if (input.attach === 'new_app') {
      await requireNewName(tx, input.appName)
      return { attach: input.attach, appName: input.appName, app: { disconnect: true } }
    }
    return { attach: input.attach, ...(await connectApp(tx, actor, draft, input)) }
  })
}

/** Again when it is saved: another app may get the name meanwhile. */
async function requireNewName(tx: Tx, name: string): Promise<void> {
  const named = await findNamed(tx, name, null)
  if (!named) return
  const message = `There is ${named} already. Attach to it, or choose another name.`
  throw new AppError('invalid', message, { appName: message })
}

async function connectApp(
  tx: Tx,
  actor: Actor,
  draft: StoredDraft,
  { attach, appId }: { attach: SaveApp['attach']; appId: string | null },
): Promise<Prisma.ConnectorDraftUpdateInput> {
  const app = appId ? await tx.app.findUnique({ where: { id: appId, deletedAt: null } }) : null
  // whoever sees the draft sees the app that was chosen before
  if (!app || !(canAttachTo(actor, app.id) || draft.appId === app.id)) {
    throw refuse('This app is not there any more. Choose another one.')
  }
  if (app.managed !== (attach === 'managed_app')) {
    throw refuse(
      app.managed
        ? `${app.displayName} is managed by now. Choose it among the managed apps.`
        : `${app.displayName} is not managed. Choose it among the unmanaged apps.`,
    )
  }
  return { app: { connect: { id: app.id } } }
}

const refuse = (message: string) => new AppError('invalid', message, { appId: message })
