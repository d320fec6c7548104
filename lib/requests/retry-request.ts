import { recordEvent } from '#lib/audit/record-event.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { lockRequest, moveRequest, toSubject } from './move-request.ts'
import { canRetryRequest } from './permissions.ts'

/**
 * Orders that an approved request is sent again: after a failure, or once provisioning was switched on.
 * @throws AppError forbidden, not_found; conflict when there is nothing to send again.
 */
export async function retryRequest(actor: Actor, input: { requestId: string }): Promise<void> {
  await transaction(async (tx) => {
    const request = await lockRequest(tx, input.requestId)
    requireAllowed(canRetryRequest(actor, request))
    await moveRequest(tx, request, 'retry', { notSentReason: null, finishedAt: null })
    await recordEvent(tx, {
      event: 'request.retried',
      actor,
      subject: toSubject(request),
      appId: request.appId,
    })
    await enqueue(tx, 'provision-request', { requestId: request.id })
  })
}
