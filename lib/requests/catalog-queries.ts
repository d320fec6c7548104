import { toGrantability } from '#lib/inventory/grantability.ts'
import type { Evidence } from '#lib/inventory/types.ts'
import { db } from '#lib/platform/db/client.ts'
import { isLivingConnector, livingConnector } from '#lib/platform/db/living.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { listApprovers } from './queries.ts'
import type { CatalogRole } from './types.ts'

/** Every role that can be asked for, by app, workspace and name, with how the actor's own account stands to it. */
export async function listCatalog(actor: Actor): Promise<CatalogRole[]> {
  type Row = Omit<CatalogRole, 'openRequest' | 'grantability'> &
    Evidence & { requestId: string | null; requestNumber: number | null }
  const rows = await db().$queryRaw<Row[]>`
    with own as (select a.id, a."connectorId" from "Account" a where a.email = ${actor.email} and a."endedAt" is null),
    held as (
      select g."entitlementId" from "Grant" g join own on own.id = g."accountId" where g."endedAt" is null
      union
      select g."entitlementId" from "Grant" m join own on own.id = m."accountId"
      join "Entitlement" me on me.id = m."entitlementId" and me.kind = 'membership'
      join "Grant" g on g."groupId" = me."resourceId" and g."endedAt" is null
      where m."endedAt" is null)
    select e.id as "entitlementId", e."displayName", e.description, e.slug, e."takesSeat", e.documented,
      e."heldAt", e."acceptedAt", e."refusedAt", app.id as "appId", app."displayName" as "appName", r.id as "resourceId",
      r."displayName" as "resourceName", r."productName", e.id in (select "entitlementId" from held) as held,
      open.id as "requestId", open.number as "requestNumber"
    from "Entitlement" e
    join "Resource" r on r.id = e."resourceId" and r."endedAt" is null
    join "App" app on app.id = e."appId"
    join "Connector" c on c.id = e."connectorId" and ${isLivingConnector('c')}
    left join "AccessRequest" open on open."entitlementId" = e.id and open."accountId" in (select id from own)
      and open.status in ('requires_approval', 'approved', 'provisioning', 'unverified')
    where e.requestable and e."endedAt" is null
    order by app."displayName", r."displayName", e."displayName", e.id`
  return rows.map(({ requestId, requestNumber, documented, heldAt, acceptedAt, ...row }) => ({
    ...row,
    grantability: toGrantability({ documented, heldAt, acceptedAt, refusedAt: row.refusedAt }),
    openRequest:
      requestId !== null && requestNumber !== null ? { id: requestId, number: requestNumber } : null,
  }))
}

/** Who would decide, by app, for the form. */
export async function listApproversByApp(
  actor: Actor,
  appIds: readonly string[],
): Promise<Record<string, string[]>> {
  const unique = [...new Set(appIds)]
  const names = await Promise.all(unique.map((appId) => listApprovers(appId, actor.userId)))
  return Object.fromEntries(unique.map((appId, index) => [appId, names[index] ?? []]))
}

export interface OwnAccount {
  id: string
  appId: string
  appName: string
  status: string
}

/** The actor's own accounts, by e-mail: what they hold there is theirs to see. */
export async function listOwnAccounts(actor: Actor): Promise<OwnAccount[]> {
  const accounts = await db().account.findMany({
    where: { email: actor.email, endedAt: null, connector: livingConnector },
    include: { app: true },
    orderBy: { firstSeenAt: 'asc' },
  })
  return accounts.map(({ id, appId, app, status }) => ({ id, appId, appName: app.displayName, status }))
}
