import { recordEvent, systemActor } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { moveRequest, toSubject } from '#lib/requests/move-request.ts'
import { lockAttempts } from './attempt-scope.ts'

const message = 'Something went wrong on our side, again and again. The details are in the worker’s log.'

/**
 * Ends a request whose job failed on our side until no redelivery was left: failed where it is unknown whether the call
 * was sent, unverified where it was accepted. A person can retry both.
 */
export async function giveUpRequest(requestId: string): Promise<void> {
  await transaction(async (tx) => {
    const { request, attempts } = await lockAttempts(tx, requestId)
    const [attempt] = attempts
    if (!attempt || request.status !== 'provisioning') return
    const accepted = attempt.outcome === 'accepted'
    await tx.provisioningAttempt.update({
      where: { id: attempt.id },
      data: {
        outcome: accepted ? 'unverified' : 'refused',
        finishedAt: new Date(),
        errorKind: 'internal',
        errorMessage: message,
        retryable: true,
      },
    })
    if (accepted) await moveRequest(tx, request, 'stay_unverified')
    else await moveRequest(tx, request, 'fail', { finishedAt: new Date() })
    await recordEvent(tx, {
      event: accepted ? 'request.unverified' : 'request.refused',
      actor: systemActor,
      subject: toSubject(request),
      appId: request.appId,
      data: { cause: message, internal: true },
    })
    await publish(tx, { topic: 'request', id: requestId })
  })
}
