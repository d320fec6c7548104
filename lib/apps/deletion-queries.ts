import { canManageApp, canReadApp } from '#lib/inventory/permissions.ts'
import { db } from '#lib/platform/db/client.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import { can, requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { countOpenRequests } from './queries.ts'
import { restoreDays, type DeletedAppRow, type DeletionPreview } from './types.ts'

const dayMs = 86_400_000
/** Deleted apps on the page; the newest are what somebody wants back. */
const shownApps = 200

/** What goes with an app when it is deleted. @throws AppError not_found, forbidden. */
export async function previewDeletion(actor: Actor, appId: string): Promise<DeletionPreview> {
  const app =
    isId(appId) && canReadApp(actor, appId)
      ? await db().app.findUnique({
          where: { id: appId, deletedAt: null },
          include: {
            connectors: { where: { deletedAt: null }, orderBy: { displayName: 'asc' } },
            owners: { include: { user: true }, orderBy: { createdAt: 'asc' } },
            _count: { select: { accounts: { where: { endedAt: null } } } },
          },
        })
      : null
  if (!app) throw notFound('This app')
  requireAllowed(canManageApp(actor, appId))
  const [openRequests, [held]] = await Promise.all([
    countOpenRequests(appId),
    db().$queryRaw<[{ count: number }]>`
      select count(*)::int from "Entitlement" e
      join "Grant" g on g."entitlementId" = e.id and g."endedAt" is null and g."accountId" is not null
      where e."appId" = ${appId}::uuid`,
  ])
  return {
    connectors: app.connectors.map(({ displayName }) => displayName),
    accounts: app._count.accounts,
    grants: held.count,
    openRequests,
    owners: app.owners.map(({ user }) => user.name),
  }
}

/** The deleted apps that the actor may restore, the last deleted first. */
export async function listDeletedApps(actor: Actor, q = ''): Promise<DeletedAppRow[]> {
  const apps = await db().app.findMany({
    where: {
      deletedAt: { gt: new Date(Date.now() - restoreDays * dayMs) },
      displayName: { contains: q, mode: 'insensitive' },
      ...(can(actor, 'apps.manage') ? {} : { owners: { some: { userId: actor.userId } } }),
    },
    include: { deletedBy: true },
    orderBy: [{ deletedAt: 'desc' }, { id: 'asc' }],
    take: shownApps,
  })
  return apps.flatMap(({ id, displayName, description, icon, deletedAt, deletedBy }) =>
    deletedAt
      ? {
          id,
          displayName,
          description,
          icon,
          deletedAt,
          deletedBy: deletedBy?.name ?? null,
          goneAt: new Date(deletedAt.getTime() + restoreDays * dayMs),
        }
      : [],
  )
}
