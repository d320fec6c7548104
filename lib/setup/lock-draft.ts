import type { Tx } from '#lib/platform/db/client.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { withProgress, type StoredDraft } from './draft.ts'
import { canWorkOnDraft } from './permissions.ts'

/**
 * A draft that nobody else changes until the transaction ends.
 * @throws AppError not_found, also when the actor may not work on it; conflict when it is finished.
 */
export async function lockDraft(tx: Tx, actor: Actor, draftId: string): Promise<StoredDraft> {
  if (!canWorkOnDraft(actor, draftId)) throw notFound('This set-up')
  await tx.$executeRaw`select 1 from "ConnectorDraft" where id = ${draftId}::uuid for update`
  const draft = await tx.connectorDraft.findUnique({ where: { id: draftId }, include: withProgress })
  if (!draft) throw notFound('This set-up')
  if (draft.connectorId !== null) {
    throw new AppError('conflict', 'This set-up is finished. Its connector has settings of its own by now.')
  }
  return draft
}
