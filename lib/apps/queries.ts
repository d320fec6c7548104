import { canReadConnector } from '#lib/connectors/permissions.ts'
import { canManageApp, canReadAnyApp, canReadApp } from '#lib/inventory/permissions.ts'
import { requireReadable } from '#lib/inventory/queries.ts'
import { db } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { pageSize, toPage, toSeek, type Page } from '#lib/platform/db/keyset.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import { listConnectorsOf } from '#lib/sync/queries.ts'
import type { ConnectorRow } from '#lib/sync/types.ts'
import { can, requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { planImport } from './import/plan-import.ts'
import { canAddApps } from './permissions.ts'
import type { AppFile, AppFilter } from './schema.ts'
import type { AppConnector, AppCounts, AppHeader, AppOverview, AppRow, ImportPreview } from './types.ts'
import { restoreDays } from './types.ts'

/** Text to find anywhere in a column, with LIKE's own signs taken literally. */
const like = (q: string): string => `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** How many apps there are in each view that the actor may see; a deleted one is for those who may restore it. */
export async function countApps(actor: Actor): Promise<AppCounts> {
  const [row] = await db().$queryRaw<[AppCounts]>`
    select
      count(*) filter (where "deletedAt" is null and managed and ${visibleTo(actor)})::int as managed,
      count(*) filter (where "deletedAt" is null and not managed and ${visibleTo(actor)})::int as unmanaged,
      count(*) filter (where ${restorableBy(actor)})::int as deleted
    from "App" a`
  return row
}

const visibleTo = (actor: Actor): Prisma.Sql =>
  can(actor, 'apps.read') ? Prisma.sql`true` : Prisma.sql`a.id = any(${[...actor.ownedAppIds]}::uuid[])`

function restorableBy(actor: Actor): Prisma.Sql {
  const theirs = can(actor, 'apps.manage')
    ? Prisma.empty
    : Prisma.sql`and exists (
        select 1 from "AppOwner" o where o."appId" = a.id and o."userId" = ${actor.userId}::uuid)`
  return Prisma.sql`a."deletedAt" > now() - make_interval(days => ${restoreDays}) ${theirs}`
}

/** One page of the managed or unmanaged apps that the actor may see, by name. @throws AppError forbidden. */
export async function listApps(
  actor: Actor,
  { view, q, ...at }: Omit<AppFilter, 'view'> & { view: 'managed' | 'unmanaged' },
): Promise<Page<AppRow>> {
  requireAllowed(canReadAnyApp(actor))
  const seek = toSeek(at)
  const where = Prisma.sql`where a."deletedAt" is null and a.managed = ${view === 'managed'} and ${visibleTo(actor)}
    ${q ? Prisma.sql`and (a."displayName" ilike ${like(q)} or a.description ilike ${like(q)})` : Prisma.empty}`
  const direction = Prisma.raw(seek.backwards ? 'desc' : 'asc')
  const from = seek.key
    ? Prisma.sql`and (a."displayName", a.id) ${Prisma.raw(seek.backwards ? '<' : '>')} (${seek.key[0]}, ${seek.key[1]}::uuid)`
    : Prisma.empty
  const [found, [count]] = await Promise.all([
    db().$queryRaw<{ id: string; displayName: string }[]>`
      select a.id, a."displayName" from "App" a ${where} ${from}
      order by a."displayName" ${direction}, a.id ${direction} limit ${pageSize + 1}`,
    db().$queryRaw<[{ total: number }]>`select count(*)::int as total from "App" a ${where}`,
  ])
  const page = toPage(found, count.total, seek, (row) => [row.displayName, row.id])
  return {
    ...page,
    rows: await readRows(
      actor,
      page.rows.map(({ id }) => id),
    ),
  }
}

/** What is shown of these apps, in their order. */
async function readRows(actor: Actor, ids: string[]): Promise<AppRow[]> {
  const live = { where: { endedAt: null } }
  const [apps, connectors] = await Promise.all([
    db().app.findMany({
      where: { id: { in: ids } },
      include: {
        owners: { include: { user: { select: { id: true, name: true } } }, orderBy: { createdAt: 'asc' } },
        _count: { select: { accounts: live, entitlements: live } },
      },
    }),
    listConnectorsOf(ids),
  ])
  const byId = new Map(apps.map((app) => [app.id, app]))
  return ids.flatMap((id) => {
    const app = byId.get(id)
    if (!app) return []
    const { displayName, description, icon, source, createdAt, _count } = app
    return {
      id,
      displayName,
      description,
      icon,
      source,
      createdAt,
      owners: app.owners.map(({ user }) => user),
      connectors: connectors.filter(({ appId }) => appId === id).map(toConnector(actor)),
      accounts: _count.accounts,
      entitlements: _count.entitlements,
      mayManage: canManageApp(actor, id),
    }
  })
}

const toConnector =
  (actor: Actor) =>
  ({ id, displayName, kind, status, error, lastSucceededAt }: ConnectorRow): AppConnector => ({
    id,
    displayName,
    kind,
    status,
    error,
    lastSucceededAt,
    mayOpen: canReadConnector(actor, id),
  })

/** An app as all of its pages name it. @throws AppError not_found, also when the actor may not see it. */
export async function getApp(actor: Actor, appId: string): Promise<AppHeader> {
  const live = { where: { endedAt: null } }
  const app =
    isId(appId) && canReadApp(actor, appId)
      ? await db().app.findUnique({
          where: { id: appId, deletedAt: null },
          include: {
            owners: { include: { user: true }, orderBy: { createdAt: 'asc' } },
            _count: {
              select: { accounts: live, entitlements: live, connectors: { where: { deletedAt: null } } },
            },
          },
        })
      : null
  if (!app) throw notFound('This app')
  const resources = await db().resource.groupBy({
    by: ['resourceType'],
    where: { appId, endedAt: null },
    _count: true,
  })
  const count = (type: string) => resources.find((row) => row.resourceType === type)?._count ?? 0
  const { id, displayName, description, icon, managed, source, createdAt } = app
  return {
    id,
    displayName,
    description,
    icon,
    managed,
    source,
    createdAt,
    owners: app.owners.map(({ user }) => ({
      userId: user.id,
      name: user.name,
      email: user.email,
      isInvited: user.status === 'invited',
    })),
    accounts: app._count.accounts,
    workspaces: count('workspace'),
    groups: count('group'),
    entitlements: app._count.entitlements,
    connectors: app._count.connectors,
    mayManage: canManageApp(actor, id),
  }
}

/** The connectors of an app, for those who may see the app. @throws AppError not_found. */
export async function listAppConnectors(actor: Actor, appId: string): Promise<AppConnector[]> {
  await requireReadable(actor, appId)
  return (await listConnectorsOf([appId])).map(toConnector(actor))
}

/** The figures of an app. @throws AppError not_found. */
export async function getAppOverview(actor: Actor, appId: string): Promise<AppOverview> {
  const connectors = await listAppConnectors(actor, appId)
  const [[accounts], [direct], openRequests, organizations] = await Promise.all([
    db().$queryRaw<[AppOverview['accounts']]>`
      select count(*) filter (where status = 'enabled')::int as enabled,
        count(*) filter (where status = 'disabled')::int as disabled,
        count(*) filter (where status = 'deleted')::int as deleted, count(*) filter (where external)::int as external
      from "Account" where "appId" = ${appId}::uuid and "endedAt" is null`,
    db().$queryRaw<[{ count: number }]>`
      select count(*)::int from "Entitlement" e
      join "Grant" g on g."entitlementId" = e.id and g."endedAt" is null and g."accountId" is not null
      where e."appId" = ${appId}::uuid and e.kind = 'role' and g.method = 'direct'`,
    countOpenRequests(appId),
    db().resource.findMany({
      where: { appId, resourceType: 'organization', endedAt: null },
      select: { id: true, displayName: true },
      orderBy: { displayName: 'asc' },
    }),
  ])
  return { accounts, directGrants: direct.count, openRequests, organizations, connectors }
}

/** Requests that still wait for somebody, or for Atlassian. */
export async function countOpenRequests(appId: string): Promise<number> {
  return db().accessRequest.count({
    where: {
      appId,
      status: { in: ['requires_approval', 'approved', 'provisioning', 'unverified', 'provisioning_failed'] },
    },
  })
}

const shownRows = 500

/** What would become of a file of apps; nothing is stored. @throws AppError forbidden; invalid at `text`. */
export async function previewImport(actor: Actor, file: AppFile): Promise<ImportPreview> {
  requireAllowed(canAddApps(actor))
  const { rows, strangers } = await planImport(db(), file)
  const of = (verdict: (typeof rows)[number]['verdict']) => rows.filter((row) => row.verdict === verdict)
  const [broken, fresh, known] = [of('broken'), of('new'), of('known')]
  return {
    counts: { new: fresh.length, known: known.length, broken: broken.length },
    invited: strangers.length,
    rows: [...broken, ...fresh, ...known].slice(0, shownRows),
  }
}
