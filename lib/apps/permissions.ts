import { can, type Actor } from '#lib/users/permissions.ts'

/** By hand and from a file. */
export const canAddApps = (actor: Actor): boolean =>
  can(actor, 'apps.manage') || can(actor, 'connectors.manage')

/** Ownership rests while an app is deleted, so its owners are named. */
export const canRestoreApp = (actor: Actor, ownerIds: readonly string[]): boolean =>
  can(actor, 'apps.manage') || ownerIds.includes(actor.userId)
