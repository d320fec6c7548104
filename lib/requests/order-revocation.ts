import { recordEvent } from '#lib/audit/record-event.ts'
import { findWays } from '#lib/inventory/access-queries.ts'
import type { AccessWay } from '#lib/inventory/types.ts'
import { canRevokeIn } from '#lib/inventory/permissions.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { keepConnector } from '#lib/inventory/keep-connector.ts'
import { lockRequest, toSubject } from './move-request.ts'
import { requireNoOther } from './open-requests.ts'
import { RevokeAccess } from './schema.ts'

/**
 * Orders that an account loses an entitlement it holds directly. The actor's right stands for the approval, so it is
 * sent at once.
 * @throws AppError forbidden, not_found; conflict when it is held only through groups, locked, or already being changed.
 */
export async function orderRevocation(
  actor: Actor,
  raw: RevokeAccess,
): Promise<{ requestId: string; number: number }> {
  const input = RevokeAccess.parse(raw)
  return transaction(async (tx) => {
    const entitlement = await tx.entitlement.findUnique({
      where: { id: input.entitlementId },
      include: { resource: true },
    })
    const account = await tx.account.findUnique({ where: { id: input.accountId } })
    if (!entitlement || !account || account.connectorId !== entitlement.connectorId)
      throw notFound('This grant')
    requireAllowed(canRevokeIn(actor, entitlement.appId))
    if (!(await keepConnector(tx, entitlement.connectorId))) throw notFound('This grant')
    await requireRevocable(tx, account.id, entitlement)
    const at = new Date()
    const created = await tx.accessRequest.create({
      data: {
        kind: 'revoke',
        status: 'approved',
        appId: entitlement.appId,
        entitlementId: entitlement.id,
        accountId: account.id,
        requesterId: actor.userId,
        reason: input.reason,
        decidedAt: at,
        decidedById: actor.userId,
      },
    })
    const request = await lockRequest(tx, created.id)
    await recordEvent(tx, {
      event: 'request.revocation_ordered',
      actor,
      subject: toSubject(request),
      appId: request.appId,
      data: { reason: input.reason },
    })
    await enqueue(tx, 'provision-request', { requestId: request.id })
    await publish(tx, { topic: 'request', id: request.id })
    return { requestId: request.id, number: request.number }
  })
}

async function requireRevocable(
  tx: Tx,
  accountId: string,
  entitlement: {
    id: string
    kind: string
    displayName: string
    resource: { displayName: string; lockedReason: string | null }
  },
) {
  await requireNoOther(tx, { accountId, entitlementId: entitlement.id })
  const ways = await findWays(tx, accountId, entitlement.id)
  if (!ways.some((way) => !way.through && way.method === 'direct')) {
    throw new AppError('conflict', whyNotRevocable(entitlement.displayName, ways))
  }
  const { resource } = entitlement
  if (entitlement.kind === 'membership' && resource.lockedReason) {
    throw new AppError(
      'conflict',
      `${resource.displayName}: ${resource.lockedReason}. Change the membership there.`,
    )
  }
}

function whyNotRevocable(name: string, ways: readonly AccessWay[]): string {
  const groups = ways.flatMap((way) => (way.through ? [way.through.name] : []))
  if (groups.length > 0) {
    return `${name} is held through ${groups.join(', ')} only. Remove the account from the group instead.`
  }
  if (ways.length > 0)
    return `${name} follows from another role and cannot be removed by itself. Remove that role instead.`
  return `${name} is not held any more.`
}
