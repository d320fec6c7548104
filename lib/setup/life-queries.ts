import { requireManageable } from '#lib/connectors/lock-connector.ts'
import type { DeletionPreview } from '#lib/connectors/types.ts'
import { db } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { notFound } from '#lib/platform/errors.ts'
import { openStatuses } from '#lib/requests/open-requests.ts'
import type { Actor } from '#lib/users/permissions.ts'

/**
 * What deleting a connector would end, for who is about to do it.
 * @throws AppError not_found, also when the actor may not see it; forbidden when they may only look.
 */
export async function previewDeletion(actor: Actor, connectorId: string): Promise<DeletionPreview> {
  requireManageable(actor, connectorId)
  const connector = await db().connector.findUnique({
    where: { id: connectorId, ...livingConnector },
    include: { app: true },
  })
  if (!connector) throw notFound('This connector')
  const current = { where: { connectorId, endedAt: null } }
  const [accounts, grants, requests, others, running] = await Promise.all([
    db().account.count(current),
    db().grant.count(current),
    db().accessRequest.groupBy({
      by: ['status'],
      where: { entitlement: { connectorId }, status: { in: openStatuses } },
      _count: true,
    }),
    db().connector.count({
      where: { appId: connector.appId, id: { not: connectorId }, ...livingConnector },
    }),
    db().syncRun.count({ where: { connectorId, finishedAt: null } }),
  ])
  const waiting = requests.find(({ status }) => status === 'requires_approval')?._count ?? 0
  return {
    appName: connector.app.displayName,
    accounts,
    grants,
    requestsToApprove: waiting,
    requestsToProvision: requests.reduce((total, one) => total + one._count, 0) - waiting,
    leavesAppAlone: others === 0,
    isSyncing: running > 0,
  }
}
