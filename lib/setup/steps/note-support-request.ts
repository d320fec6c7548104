import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { toDraftName } from '../draft.ts'
import { lockDraft } from '../lock-draft.ts'
import { NoteSupportRequest } from '../schema.ts'

/** Notes that Atlassian’s support was asked to enable changes, or that it was not after all. @throws AppError not_found, conflict. */
export async function noteSupportRequest(actor: Actor, raw: NoteSupportRequest): Promise<void> {
  const { draftId, requested } = NoteSupportRequest.parse(raw)
  await transaction(async (tx) => {
    const draft = await lockDraft(tx, actor, draftId)
    await tx.connectorDraft.update({
      where: { id: draftId },
      data: {
        supportRequestedAt: requested ? new Date() : null,
        supportRequestedById: requested ? actor.userId : null,
      },
    })
    await recordEvent(tx, {
      event: 'connector.support_requested',
      actor,
      subject: { type: 'setup', id: draftId, name: toDraftName(draft) },
      appId: draft.appId,
      data: { requested },
    })
    await publish(tx, { topic: 'setup', id: draftId })
  })
}
