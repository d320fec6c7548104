import { can, type Actor } from '#lib/users/permissions.ts'

/** Accounts, groups, entitlements and who holds them. */
export const canReadApp = (actor: Actor, appId: string): boolean =>
  can(actor, 'apps.read') || actor.ownedAppIds.includes(appId)

/** Whether the list of apps is theirs to open at all. */
export const canReadAnyApp = (actor: Actor): boolean =>
  can(actor, 'apps.read') || actor.ownedAppIds.length > 0

/** Its name, description, icon and owners; deleting and restoring it. */
export const canManageApp = (actor: Actor, appId: string): boolean =>
  can(actor, 'apps.manage') || actor.ownedAppIds.includes(appId)

export const canRevokeIn = (actor: Actor, appId: string): boolean =>
  can(actor, 'access.revoke') || actor.ownedAppIds.includes(appId)
