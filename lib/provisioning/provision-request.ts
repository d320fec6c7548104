import { recordEvent, systemActor } from '#lib/audit/record-event.ts'
import { ConnectorError } from '#lib/connectors/errors.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import type { Connector as StoredConnector } from '#lib/platform/db/generated/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { moveRequest, toSubject } from '#lib/requests/move-request.ts'
import { lockAttempts, toTarget, type AttemptScope } from './attempt-scope.ts'
import { isInEffect } from './is-in-effect.ts'
import { recordRefusal } from './record-refusal.ts'

/**
 * Sends an approved request to the connected system. The try is stored before the call; after a crash or a lost answer
 * the account is read before anything is sent again, so that the change happens once.
 */
export async function provisionRequest(requestId: string, signal: AbortSignal): Promise<void> {
  const request = await db().accessRequest.findUnique({
    where: { id: requestId },
    include: { entitlement: { include: { connector: true } } },
  })
  if (!request) return
  const { connector } = request.entitlement
  if (!connector.provisioningEnabled) return holdBack(requestId, connector)
  const intent = await storeIntent(requestId)
  if (!intent) return
  try {
    await send(intent, connector, signal)
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

async function holdBack(requestId: string, connector: StoredConnector): Promise<void> {
  await transaction(async (tx) => {
    const { request } = await lockAttempts(tx, requestId)
    if (request.status !== 'approved' || request.notSentReason) return
    await tx.accessRequest.update({ where: { id: requestId }, data: { notSentReason: 'provisioning_off' } })
    await recordEvent(tx, {
      event: 'request.not_sent',
      actor: systemActor,
      subject: toSubject(request),
      appId: request.appId,
      data: { reason: `Provisioning is off for ${connector.displayName}` },
    })
    await publish(tx, { topic: 'request', id: requestId })
  })
}

async function storeIntent(requestId: string): Promise<Intent | null> {
  return transaction(async (tx) => {
    const scope = await lockAttempts(tx, requestId)
    const { request, attempts } = scope
    const [last] = attempts
    if (request.status === 'provisioning' && last?.outcome === 'sending') {
      return { ...scope, attemptId: last.id, readFirst: true }
    }
    const again = request.status === 'provisioning' && last?.outcome === 'refused'
    if (request.status !== 'approved' && !again) return null
    if (!again) await moveRequest(tx, request, 'send', { notSentReason: null })
    const attempt = await tx.provisioningAttempt.create({
      data: { requestId, number: (last?.number ?? 0) + 1, outcome: 'sending', automatic: again },
    })
    await publish(tx, { topic: 'request', id: requestId })
    return { ...scope, attemptId: attempt.id, readFirst: last !== undefined }
  })
}

async function send(intent: Intent, stored: StoredConnector, signal: AbortSignal): Promise<void> {
  const { request, readFirst } = intent
  const connector = openStoredConnector(stored)
  const target = toTarget(request)
  const account = request.account.externalId
  if (readFirst && isInEffect(request.kind, target, await connector.readAccess(account, signal))) return
  if (request.kind === 'grant') await connector.grant(account, target, signal)
  else await connector.revoke(account, target, signal)
}

async function recordAccepted(requestId: string, attemptId: string): Promise<void> {
  await transaction(async (tx) => {
    const { request } = await lockAttempts(tx, requestId)
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
