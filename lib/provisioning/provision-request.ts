import { recordEvent, systemActor } from '#lib/audit/record-event.ts'
import { ConnectorError } from '#lib/connectors/errors.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { isProvisioned } from '#lib/connectors/provisions.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import type { Connector as StoredConnector } from '#lib/platform/db/generated/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { moveRequest, toSubject } from '#lib/requests/move-request.ts'
import { isUnderWay, lockAttempts, toTarget, type AttemptScope } from './attempt-scope.ts'
import { isInEffect } from './is-in-effect.ts'
import { recordRefusal } from './record-refusal.ts'

/**
 * Sends an approved request to the connected system. The try is stored before the call; after a crash or a lost answer
 * the account is read before anything is sent again, so that the change happens once. With provisioning off nothing is
 * sent, and what was on its way ends with what is known about it.
 * @param jobId the job that asks for it: a try that has begun is taken up by its own job only.
 */
export async function provisionRequest(requestId: string, signal: AbortSignal, jobId: string): Promise<void> {
  const request = await db().accessRequest.findUnique({
    where: { id: requestId },
    include: { entitlement: { include: { connector: true } }, app: true },
  })
  if (!request) return
  const { connector, kind } = request.entitlement
  const isReachable = connector.deletedAt === null && request.app.deletedAt === null
  if (!(isReachable && isProvisioned(connector, kind)) && (await holdBack(requestId, connector))) return
  const intent = await storeIntent(requestId, jobId)
  if (!intent) return
  try {
    if (!(await send(intent, connector, signal))) {
      await recordNotSent(requestId, intent.attemptId, connector)
      return
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof ConnectorError)) throw error
    await recordRefusal(requestId, intent.attemptId, error)
    return
  }
  await recordAccepted(requestId, intent.attemptId)
}

interface Intent extends AttemptScope {
  attemptId: string
  /** An earlier call's answer is unknown, or it was refused: look before sending. */
  readFirst: boolean
}

/** Says that nothing is sent. False when a call may be under way: then it has to be found out what became of it. */
async function holdBack(requestId: string, connector: StoredConnector): Promise<boolean> {
  return transaction(async (tx) => {
    const { request, attempts } = await lockAttempts(tx, requestId)
    const waits = request.status === 'approved' && !request.notSentReason
    const givenUp = request.status === 'provisioning' && attempts[0]?.outcome === 'refused'
    if (request.status === 'provisioning' && !givenUp) return false
    if (!waits && !givenUp) return true
    if (givenUp) await moveRequest(tx, request, 'fail', { finishedAt: new Date() })
    else
      await tx.accessRequest.update({ where: { id: requestId }, data: { notSentReason: 'provisioning_off' } })
    await recordEvent(tx, {
      event: 'request.not_sent',
      actor: systemActor,
      subject: toSubject(request),
      appId: request.appId,
      data: { reason: `Provisioning is off for ${connector.displayName}` },
    })
    await publish(tx, { topic: 'request', id: requestId })
    return true
  })
}

async function storeIntent(requestId: string, jobId: string): Promise<Intent | null> {
  return transaction(async (tx) => {
    const scope = await lockAttempts(tx, requestId)
    const { request, attempts } = scope
    const [last] = attempts
    if (request.status === 'provisioning' && last?.outcome === 'sending') {
      if (last.jobId !== jobId) return null
      return { ...scope, attemptId: last.id, readFirst: true }
    }
    const again = request.status === 'provisioning' && last?.outcome === 'refused'
    if (request.status !== 'approved' && !again) return null
    if (!again) await moveRequest(tx, request, 'send', { notSentReason: null })
    const attempt = await tx.provisioningAttempt.create({
      data: { requestId, number: (last?.number ?? 0) + 1, outcome: 'sending', jobId, automatic: again },
    })
    await publish(tx, { topic: 'request', id: requestId })
    return { ...scope, attemptId: attempt.id, readFirst: last !== undefined }
  })
}

/** False when it is not in effect and may not be sent. */
async function send(intent: Intent, stored: StoredConnector, signal: AbortSignal): Promise<boolean> {
  const { request, readFirst } = intent
  const connector = openStoredConnector(stored)
  const target = toTarget(request)
  const account = request.account.externalId
  if (readFirst && isInEffect(request.kind, target, await connector.readAccess(account, signal))) return true
  if (!isProvisioned(stored, target.kind)) return false
  if (request.kind === 'grant') await connector.grant(account, target, signal)
  else await connector.revoke(account, target, signal)
  return true
}

async function recordNotSent(
  requestId: string,
  attemptId: string,
  { displayName }: StoredConnector,
): Promise<void> {
  const reason = `Provisioning is off for ${displayName}`
  await transaction(async (tx) => {
    const { request, attempts } = await lockAttempts(tx, requestId)
    if (!isUnderWay(request, attempts, attemptId)) return
    await tx.provisioningAttempt.update({
      where: { id: attemptId },
      data: {
        outcome: 'refused',
        finishedAt: new Date(),
        errorKind: 'provisioning-off',
        errorMessage: `${reason}.`,
      },
    })
    await moveRequest(tx, request, 'fail', { finishedAt: new Date() })
    await recordEvent(tx, {
      event: 'request.not_sent',
      actor: systemActor,
      subject: toSubject(request),
      appId: request.appId,
      data: { reason },
    })
  })
}

async function recordAccepted(requestId: string, attemptId: string): Promise<void> {
  await transaction(async (tx) => {
    const { request, attempts } = await lockAttempts(tx, requestId)
    if (!isUnderWay(request, attempts, attemptId)) return
    await tx.provisioningAttempt.update({
      where: { id: attemptId },
      data: { outcome: 'accepted', acceptedAt: new Date() },
    })
    await recordEvent(tx, {
      event: 'request.sent',
      actor: systemActor,
      subject: toSubject(request),
      appId: request.appId,
    })
    await enqueue(tx, 'verify-request', { requestId })
    await publish(tx, { topic: 'request', id: requestId })
  })
}
