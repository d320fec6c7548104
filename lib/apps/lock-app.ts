import { canManageApp, canReadApp } from '#lib/inventory/permissions.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import type { Prisma } from '#lib/platform/db/generated/client.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'

const withOwners = {
  include: { owners: { include: { user: true }, orderBy: { createdAt: 'asc' } } },
} satisfies Prisma.AppDefaultArgs

export type OwnedApp = Prisma.AppGetPayload<typeof withOwners>

/**
 * An app with its owners for somebody who may manage it, locked for the rest of the transaction; rows that only point to it
 * can still be written.
 * @throws AppError not_found, also when it is deleted or not theirs to see; forbidden.
 */
export async function lockApp(tx: Tx, actor: Actor, appId: string): Promise<OwnedApp> {
  await tx.$executeRaw`select 1 from "App" where id = ${appId}::uuid for no key update`
  const app = await tx.app.findUnique({ where: { id: appId, deletedAt: null }, ...withOwners })
  if (!app || !canReadApp(actor, appId)) throw notFound('This app')
  requireAllowed(canManageApp(actor, appId))
  return app
}

export const toSubject = (app: { id: string; displayName: string }) =>
  ({ type: 'app', id: app.id, name: app.displayName }) as const

/**
 * Makes sure that no other app has the name, however it is written, and that none gets it before the transaction ends.
 * @throws AppError conflict at `name`.
 */
export async function requireFreeName(tx: Tx, name: string, ownId: string | null = null): Promise<void> {
  const taken = await findNamed(tx, name, ownId)
  if (!taken) return
  const message = `There is ${taken} already. Choose another name.`
  throw new AppError('conflict', message, { name: message })
}

/** Another app that has the name, in words; null when none has, nor gets it before the transaction ends. */
export async function findNamed(tx: Tx, name: string, ownId: string | null): Promise<string | null> {
  await lockNames(tx)
  const [taken] = await tx.$queryRaw<{ displayName: string; managed: boolean }[]>`
    select "displayName", managed from "App"
    where "deletedAt" is null and lower("displayName") = lower(${name}) and id is distinct from ${ownId}::uuid limit 1`
  return taken ? `${taken.managed ? 'a managed' : 'an unmanaged'} app “${taken.displayName}”` : null
}

/** One at a time gives apps their names. */
export async function lockNames(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('names of apps'))`
}
