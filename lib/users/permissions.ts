import { AppError } from '#lib/platform/errors.ts'
import { roleTable, type ConsoleRole, type Permission } from './roles.ts'

/** Somebody who does something: a signed-in person with what they own, as of this request. */
export interface Actor {
  userId: string
  name: string
  email: string
  roles: readonly ConsoleRole[]
  ownedAppIds: readonly string[]
  ownedConnectorIds: readonly string[]
  /** Set-ups of connectors that are not finished yet. */
  ownedDraftIds: readonly string[]
}

export function can(actor: Actor, permission: Permission): boolean {
  return actor.roles.some((role) => roleTable[role].permissions.includes(permission))
}

/** @throws AppError forbidden, naming what is missing. */
export function requirePermission(actor: Actor, permission: Permission): void {
  requireAllowed(can(actor, permission))
}

/** @throws AppError forbidden. */
export function requireAllowed(allowed: boolean): void {
  if (!allowed) {
    throw new AppError(
      'forbidden',
      'You may not do this. Ask a Super Administrator for the right, or the owner to do it.',
    )
  }
}

/** Whether they ever choose who owns something, and so may look people up by name. */
export const canChooseOwners = (actor: Actor): boolean =>
  can(actor, 'people.read') ||
  can(actor, 'apps.manage') ||
  can(actor, 'connectors.manage') ||
  actor.ownedAppIds.length + actor.ownedConnectorIds.length + actor.ownedDraftIds.length > 0

export const canManagePeople = (actor: Actor): boolean => can(actor, 'people.manage')
export const canReadPeople = (actor: Actor): boolean => can(actor, 'people.read')
export const canReadAudit = (actor: Actor): boolean => can(actor, 'audit.read')
