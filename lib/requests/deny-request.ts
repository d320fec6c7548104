import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { lockRequest, moveRequest, toSubject } from './move-request.ts'
import { canDecideRequest } from './permissions.ts'

/** Denies a request with a reason the requester reads. @throws AppError forbidden, not_found, conflict. */
export async function denyRequest(
  actor: Actor,
  input: { requestId: string; comment: string },
): Promise<void> {
  await transaction(async (tx) => {
    const request = await lockRequest(tx, input.requestId)
    requireAllowed(canDecideRequest(actor, request))
    const at = new Date()
    await moveRequest(tx, request, 'deny', {
      decidedAt: at,
      finishedAt: at,
      decidedById: actor.userId,
      decisionComment: input.comment,
    })
    await recordEvent(tx, {
      event: 'request.denied',
      actor,
      subject: toSubject(request),
      appId: request.appId,
      data: { comment: input.comment },
    })
  })
}
