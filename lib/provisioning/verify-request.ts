import { setTimeout as sleep } from 'node:timers/promises'
import { recordEvent, systemActor } from '#lib/audit/record-event.ts'
import type { AccountAccess } from '#lib/connectors/contract.ts'
import { ConnectorError } from '#lib/connectors/errors.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { applyAccountAccess } from '#lib/inventory/apply-account-access.ts'
import { db, readClock, transaction } from '#lib/platform/db/client.ts'
import { env } from '#lib/platform/env.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { moveRequest, toSubject } from '#lib/requests/move-request.ts'
import { lockAttempts, toTarget } from './attempt-scope.ts'
import { isInEffect } from './is-in-effect.ts'

const firstWaitMs = 150
const longestWaitMs = 5_000

/**
 * Reads the account back until the change is seen. Atlassian's reads lag its writes by tens of seconds (measured by public
 * clients), so it asks for up to 90 s before it says unverified; that is never called success.
 */
export async function verifyRequest(requestId: string, signal: AbortSignal): Promise<void> {
  const stored = await db().accessRequest.findUnique({
    where: { id: requestId },
    include: {
      account: true,
      entitlement: { include: { resource: true, connector: true } },
      app: true,
      requester: true,
      attempts: { orderBy: { number: 'desc' }, take: 1 },
    },
  })
  const [attempt] = stored?.attempts ?? []
  if (!stored || !attempt || (stored.status !== 'provisioning' && stored.status !== 'unverified')) return
  const connector = openStoredConnector(stored.entitlement.connector)
  const target = toTarget(stored)
  const until = (attempt.acceptedAt ?? new Date()).getTime() + env().ROLECALL_VERIFY_TIMEOUT_MS
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    if (!(await isAwaited(requestId))) return
    const readFrom = await readClock()
    const read = await tryRead(() => connector.readAccess(stored.account.externalId, signal), signal)
    if (read.access && isInEffect(stored.kind, target, read.access)) {
      return recordVerified(requestId, read.access, readFrom)
    }
    if (read.stop || Date.now() + waitMs > until) return recordUnverified(requestId, read.error)
    await sleep(waitMs, undefined, { signal })
  }
}

/** Somebody may have deleted the connector meanwhile, and the request with it: nothing is read for it any more. */
async function isAwaited(requestId: string): Promise<boolean> {
  const status = { in: ['provisioning' as const, 'unverified' as const] }
  const entitlement = { connector: { deletedAt: null } }
  return (await db().accessRequest.count({ where: { id: requestId, status, entitlement } })) > 0
}

type Read = { access: AccountAccess | null; stop: boolean; error: ConnectorError | null }

async function tryRead(read: () => Promise<AccountAccess>, signal: AbortSignal): Promise<Read> {
  try {
    return { access: await read(), stop: false, error: null }
  } catch (error) {
    if (signal.aborted || !(error instanceof ConnectorError)) throw error
    return { access: null, stop: !error.retryable, error }
  }
}

async function recordVerified(requestId: string, access: AccountAccess, readFrom: Date): Promise<void> {
  await transaction(async (tx) => {
    const { request, attempts } = await lockAttempts(tx, requestId)
    const [attempt] = attempts
    if (!attempt || (request.status !== 'provisioning' && request.status !== 'unverified')) return
    const at = new Date()
    await tx.provisioningAttempt.update({
      where: { id: attempt.id },
      data: { outcome: 'verified', finishedAt: at },
    })
    if (request.kind === 'grant') {
      await tx.entitlement.update({
        where: { id: request.entitlementId },
        data: { acceptedAt: at },
      })
    }
    const { appId, accountId, entitlementId } = request
    const { connectorId } = request.entitlement
    await applyAccountAccess(
      tx,
      {
        appId,
        connectorId,
        accountId,
        request: { id: requestId, entitlementId },
        readFrom,
        shownAfterMs: env().ROLECALL_VERIFY_TIMEOUT_MS,
      },
      access,
    )
    await moveRequest(tx, request, 'verify', { finishedAt: at })
    await recordEvent(tx, {
      event: 'request.verified',
      actor: systemActor,
      subject: toSubject(request),
      appId,
    })
  })
}

async function recordUnverified(requestId: string, error: ConnectorError | null): Promise<void> {
  await transaction(async (tx) => {
    const { request, attempts } = await lockAttempts(tx, requestId)
    const [attempt] = attempts
    if (!attempt || request.status !== 'provisioning') return
    await tx.provisioningAttempt.update({
      where: { id: attempt.id },
      data: {
        outcome: 'unverified',
        finishedAt: new Date(),
        errorKind: error?.kind ?? null,
        errorMessage: error?.message ?? null,
      },
    })
    await moveRequest(tx, request, 'stay_unverified')
    await recordEvent(tx, {
      event: 'request.unverified',
      actor: systemActor,
      subject: toSubject(request),
      appId: request.appId,
      data: { cause: error?.message ?? 'Not seen in time' },
    })
    await publish(tx, { topic: 'request', id: requestId })
  })
}
