import { recordEvent } from '#lib/audit/record-event.ts'
import { findWays } from '#lib/inventory/access-queries.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { keepConnector } from '#lib/inventory/keep-connector.ts'
import { lockRequest, toSubject } from './move-request.ts'
import { requireNoOther } from './open-requests.ts'
import { SubmitRequest } from './schema.ts'

/**
 * Asks for a role for the actor's own account in the app.
 * @throws AppError not_found when the role is not offered; conflict when it is held, already asked for, or the actor has
 * no usable account there; invalid at the field.
 */
export async function submitRequest(
  actor: Actor,
  raw: SubmitRequest,
): Promise<{ requestId: string; number: number }> {
  const input = SubmitRequest.parse(raw)
  return transaction(async (tx) => {
    const entitlement = await tx.entitlement.findUnique({
      where: { id: input.entitlementId, requestable: true, endedAt: null },
      include: { app: true, resource: true },
    })
    if (!entitlement || !(await keepConnector(tx, entitlement.connectorId))) throw notFound('This role')
    const account = await requireAccount(tx, actor, entitlement.connectorId, entitlement.app.displayName)
    await requireNoOther(tx, { accountId: account.id, entitlementId: entitlement.id })
    await requireNotHeld(tx, account.id, entitlement)
    const created = await tx.accessRequest.create({
      data: {
        kind: 'grant',
        status: 'requires_approval',
        appId: entitlement.appId,
        entitlementId: entitlement.id,
        accountId: account.id,
        requesterId: actor.userId,
        reason: input.reason,
      },
    })
    const request = await lockRequest(tx, created.id)
    await recordEvent(tx, {
      event: 'request.submitted',
      actor,
      subject: toSubject(request),
      appId: request.appId,
      data: { reason: input.reason },
    })
    await publish(tx, { topic: 'request', id: request.id })
    return { requestId: request.id, number: request.number }
  })
}

async function requireAccount(tx: Tx, actor: Actor, connectorId: string, appName: string) {
  const account = await tx.account.findFirst({
    where: { connectorId, email: actor.email, endedAt: null },
    orderBy: { firstSeenAt: 'asc' },
  })
  if (!account) {
    throw new AppError(
      'conflict',
      `You have no account in ${appName} with the e-mail ${actor.email}. Ask its owner to invite you there first.`,
    )
  }
  if (account.status !== 'enabled') {
    throw new AppError(
      'conflict',
      `Your account in ${appName} is not active (${account.vendorStatus}). Ask its owner to restore it first.`,
    )
  }
  return account
}

async function requireNotHeld(
  tx: Tx,
  accountId: string,
  entitlement: { id: string; displayName: string; resource: { displayName: string } },
) {
  const [way] = await findWays(tx, accountId, entitlement.id)
  if (!way) return
  const how = way.through ? `through the group ${way.through.name}` : 'directly'
  throw new AppError(
    'conflict',
    `You hold ${entitlement.displayName} on ${entitlement.resource.displayName} already, ${how}.`,
  )
}
