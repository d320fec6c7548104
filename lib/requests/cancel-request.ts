import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { lockRequest, moveRequest, toSubject } from './move-request.ts'
import { canCancelRequest } from './permissions.ts'

/** Takes a request back before it was sent, or closes a failed one. @throws AppError forbidden, not_found, conflict. */
export async function cancelRequest(actor: Actor, input: { requestId: string }): Promise<void> {
  await transaction(async (tx) => {
    const request = await lockRequest(tx, input.requestId)
    requireAllowed(canCancelRequest(actor, request))
    await moveRequest(tx, request, 'cancel', { finishedAt: new Date() })
    await recordEvent(tx, {
      event: 'request.cancelled',
      actor,
      subject: toSubject(request),
      appId: request.appId,
    })
  })
}
