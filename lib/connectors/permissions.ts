import { can, type Actor } from '#lib/users/permissions.ts'

export const canCreateConnector = (actor: Actor): boolean => can(actor, 'connectors.manage')

export const canManageConnector = (actor: Actor, connectorId: string): boolean =>
  can(actor, 'connectors.manage') || actor.ownedConnectorIds.includes(connectorId)

export const canReadConnector = (actor: Actor, connectorId: string): boolean =>
  can(actor, 'connectors.read') || canManageConnector(actor, connectorId)

/** Whether the list of connectors is theirs to open at all. */
export const canReadAnyConnector = (actor: Actor): boolean =>
  can(actor, 'connectors.read') || can(actor, 'connectors.manage') || actor.ownedConnectorIds.length > 0
