import { recordEvent, systemActor } from '#lib/audit/record-event.ts'
import type { ConnectorError } from '#lib/connectors/errors.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { moveRequest, toSubject } from '#lib/requests/move-request.ts'
import { isUnderWay, lockAttempts } from './attempt-scope.ts'
import { nextTryInSeconds } from './retry-policy.ts'

/**
 * Stores what the connected system answered. What may pass by itself is tried again after a while; everything else ends
 * the request as failed. A role refused for the resource is remembered there.
 */
export async function recordRefusal(
  requestId: string,
  attemptId: string,
  error: ConnectorError,
): Promise<void> {
  await transaction(async (tx) => {
    const { request, attempts } = await lockAttempts(tx, requestId)
    if (!isUnderWay(request, attempts, attemptId)) return
    await tx.provisioningAttempt.update({
      where: { id: attemptId },
      data: {
        outcome: 'refused',
        finishedAt: new Date(),
        errorKind: error.kind,
        errorMessage: error.message,
        retryable: error.retryable,
        vendorStatus: error.vendor.status,
        vendorCode: error.vendor.code,
        vendorTitle: error.vendor.title,
        vendorDetail: error.vendor.detail,
        vendorRequestId: error.vendor.requestId,
        vendorEndpoint: error.vendor.endpoint,
      },
    })
    if (error.kind === 'invalid-role' && request.kind === 'grant') {
      await tx.entitlement.update({
        where: { id: request.entitlementId },
        data: { refusedAt: new Date() },
      })
    }
    const triesMade = attempts.findIndex((attempt) => !attempt.automatic) + 1
    const waitSeconds = nextTryInSeconds(error, triesMade)
    await recordEvent(tx, {
      event: 'request.refused',
      actor: systemActor,
      subject: toSubject(request),
      appId: request.appId,
      data: { cause: error.message, code: error.vendor.code, retryInSeconds: waitSeconds },
    })
    if (waitSeconds === null) await moveRequest(tx, request, 'fail', { finishedAt: new Date() })
    else await enqueue(tx, 'provision-request', { requestId }, waitSeconds)
    await publish(tx, { topic: 'request', id: requestId })
  })
}
