import { recordEvent } from '#lib/audit/record-event.ts'
import { getCatalogEntry } from '#lib/connectors/catalog.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { notFound } from '#lib/platform/errors.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { StartDraft } from './schema.ts'

/**
 * Begins to set up a connector. The actor is its first owner; nothing is asked of the vendor yet.
 * @throws AppError forbidden; not_found for an app that is not there.
 */
export async function startDraft(actor: Actor, raw: StartDraft): Promise<{ draftId: string }> {
  requireAllowed(canCreateConnector(actor))
  const { kind, appId } = StartDraft.parse(raw)
  return transaction(async (tx) => {
    const app = appId ? await tx.app.findUnique({ where: { id: appId, deletedAt: null } }) : null
    if (appId && !app) throw notFound('This app')
    const draft = await tx.connectorDraft.create({
      data: {
        kind,
        createdById: actor.userId,
        owners: { create: [{ userId: actor.userId }] },
        ...(app ? { appId: app.id, attach: app.managed ? 'managed_app' : 'unmanaged_app' } : {}),
      },
    })
    await recordEvent(tx, {
      event: 'setup.started',
      actor,
      subject: { type: 'setup', id: draft.id, name: getCatalogEntry(kind).name },
      appId: app?.id ?? null,
    })
    return { draftId: draft.id }
  })
}
