import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { toDraftName } from './draft.ts'
import { lockDraft } from './lock-draft.ts'
import { DraftRef } from './schema.ts'

/** Forgets a set-up with everything typed and its access token. @throws AppError not_found; conflict once it is finished. */
export async function discardDraft(actor: Actor, raw: DraftRef): Promise<void> {
  const { draftId } = DraftRef.parse(raw)
  await transaction(async (tx) => {
    const draft = await lockDraft(tx, actor, draftId)
    await tx.connectorDraft.delete({ where: { id: draft.id } })
    await recordEvent(tx, {
      event: 'setup.discarded',
      actor,
      subject: { type: 'setup', id: draft.id, name: toDraftName(draft) },
      appId: draft.appId,
    })
    await publish(tx, { topic: 'setup', id: draft.id })
  })
}
