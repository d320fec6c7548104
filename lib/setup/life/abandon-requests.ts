import type { Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { notify } from '#lib/notifications/notify.ts'
import { nextStatus } from '#lib/requests/lifecycle.ts'
import { requestScope, toSubject } from '#lib/requests/move-request.ts'
import { openStatuses } from '#lib/requests/open-requests.ts'
import type { Actor } from '#lib/users/permissions.ts'

/**
 * Cancels what is open for a connector that is being deleted, however far it has come, and tells who asked for it. What was
 * sent and is not verified says so: it may hold.
 * @returns how many.
 */
export async function abandonRequests(
  tx: Tx,
  actor: Actor,
  connectorId: string,
  reason: string,
): Promise<number> {
  await tx.$executeRaw`
    select 1 from "AccessRequest" r join "Entitlement" e on e.id = r."entitlementId"
    where e."connectorId" = ${connectorId}::uuid and r.status::text = any(${openStatuses}::text[])
    order by r.id for update of r`
  const requests = (
    await tx.accessRequest.findMany({
      where: { entitlement: { connectorId }, status: { in: openStatuses } },
      include: requestScope,
    })
  ).filter(({ kind, status }) => nextStatus(kind, status, 'abandon') === 'cancelled')
  const finishedAt = new Date()
  const ids = requests.map((request) => request.id)
  await tx.accessRequest.updateMany({ where: { id: { in: ids } }, data: { status: 'cancelled', finishedAt } })
  await tx.provisioningAttempt.updateMany({
    where: { requestId: { in: ids }, outcome: { in: ['sending', 'accepted'] } },
    data: { outcome: 'unverified', finishedAt, errorKind: 'connector-deleted', errorMessage: reason },
  })
  await tx.auditEvent.createMany({
    data: requests.map((request) => {
      const subject = toSubject(request)
      return {
        event: 'request.cancelled',
        actorId: actor.userId,
        actorName: actor.name,
        subjectType: subject.type,
        subjectId: subject.id,
        subjectName: subject.name,
        appId: request.appId,
        data: { reason: `${reason}${isSent(request.status) ? ` ${maybeHeld}` : ''}` },
      }
    }),
  })
  for (const { id, number, requesterId, status } of requests) {
    await notify(tx, requesterId === actor.userId ? [] : [requesterId], {
      kind: 'request-abandoned',
      subjectId: id,
      title: `Request ${number} was cancelled`,
      body: `${reason}${isSent(status) ? ` ${maybeHeld}` : ''}`,
      href: `/requests/${id}`,
      action: 'Open the request',
    })
    await publish(tx, { topic: 'request', id })
  }
  return requests.length
}

const maybeHeld = 'The change had been sent and was not verified: look in Atlassian whether it holds.'

const isSent = (status: string): boolean => status === 'provisioning' || status === 'unverified'
