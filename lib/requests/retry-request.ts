import { recordEvent } from '#lib/audit/record-event.ts'
import { lockLiveApp } from '#lib/inventory/lock-live-app.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { requireNoOther } from './open-requests.ts'
import { lockRequest, moveRequest, toSubject } from './move-request.ts'
import { canRetryRequest } from './permissions.ts'

/**
 * Orders that an approved request is sent again: after a failure, or once provisioning was switched on.
 * @throws AppError forbidden, not_found; conflict when there is nothing to send again, it is on its way already, or another
 * request about the same grant is open.
 */
export async function retryRequest(actor: Actor, input: { requestId: string }): Promise<void> {
  await transaction(async (tx) => {
    const found = await tx.accessRequest.findUnique({ where: { id: input.requestId } })
    if (!found) throw notFound('This request')
    requireAllowed(canRetryRequest(actor, found))
    await lockLiveApp(tx, found.appId)
    const request = await lockRequest(tx, input.requestId)
    if (request.status === 'approved' && !request.notSentReason) {
      throw new AppError('conflict', `Request ${request.number} is on its way already.`)
    }
    await requireNoOther(tx, request)
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
