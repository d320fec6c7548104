import { recordEvent } from '#lib/audit/record-event.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { keepConnector } from '#lib/inventory/keep-connector.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { requireNoOther } from './open-requests.ts'
import { lockRequest, moveRequest, toSubject } from './move-request.ts'
import { canRetryRequest } from './permissions.ts'

/**
 * Orders that an approved request is sent again: after a failure, or once provisioning was switched on.
 * @throws AppError forbidden, not_found; conflict when there is nothing to send again, it is on its way already, another
 * request about the same grant is open, or its connector was deleted.
 */
export async function retryRequest(actor: Actor, input: { requestId: string }): Promise<void> {
  await transaction(async (tx) => {
    // Who deletes the connector locks it before its requests, and so does this.
    const isKept = await keepConnectorOf(tx, input.requestId)
    const request = await lockRequest(tx, input.requestId)
    requireAllowed(canRetryRequest(actor, request))
    if (!isKept) {
      const what = request.app.deletedAt ? 'app' : 'connector'
      throw new AppError('conflict', `Request ${request.number}: its ${what} was deleted.`)
    }
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

async function keepConnectorOf(tx: Tx, requestId: string): Promise<boolean> {
  const about = await tx.accessRequest.findUnique({
    where: { id: requestId },
    select: { entitlement: { select: { connectorId: true } } },
  })
  return about !== null && keepConnector(tx, about.entitlement.connectorId)
}
