import { recordEvent } from '#lib/audit/record-event.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { lockRequest, moveRequest, toSubject } from './move-request.ts'
import { canDecideRequest } from './permissions.ts'

/**
 * Approves a request and orders that it is sent. The connected system is only called once this is stored.
 * @throws AppError forbidden, not_found; conflict when somebody else was first.
 */
export async function approveRequest(
  actor: Actor,
  input: { requestId: string; comment?: string | undefined },
): Promise<void> {
  await transaction(async (tx) => {
    const request = await lockRequest(tx, input.requestId)
    requireAllowed(canDecideRequest(actor, request))
    await moveRequest(tx, request, 'approve', {
      decidedAt: new Date(),
      decidedById: actor.userId,
      decisionComment: input.comment ?? null,
    })
    await recordEvent(tx, {
      event: 'request.approved',
      actor,
      subject: toSubject(request),
      appId: request.appId,
      data: { comment: input.comment ?? null },
    })
    await enqueue(tx, 'provision-request', { requestId: request.id })
  })
}
