import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { nextStatus } from './lifecycle.ts'
import { lockRequest, moveRequest, toSubject, type RequestWithScope } from './move-request.ts'
import { canCancelRequest } from './permissions.ts'
import { requestStatuses } from './types.ts'

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

/**
 * Takes back every request of an app that still waits for something, in the transaction that ends the app. What is being
 * sent is left to end by itself.
 * @param reason a sentence for those who asked.
 */
export async function cancelOpenRequests(
  tx: Tx,
  actor: Actor,
  appId: string,
  reason: string,
): Promise<RequestWithScope[]> {
  const found = await tx.accessRequest.findMany({
    where: {
      appId,
      status: { in: requestStatuses.filter((status) => nextStatus('grant', status, 'cancel')) },
    },
    select: { id: true },
    orderBy: { number: 'asc' },
  })
  const cancelled: RequestWithScope[] = []
  for (const { id } of found) {
    const request = await lockRequest(tx, id)
    if (!nextStatus(request.kind, request.status, 'cancel')) continue
    await moveRequest(tx, request, 'cancel', { finishedAt: new Date() })
    await recordEvent(tx, {
      event: 'request.cancelled',
      actor,
      subject: toSubject(request),
      appId,
      data: { reason },
    })
    cancelled.push(request)
  }
  return cancelled
}
