import type { Tx } from '#lib/platform/db/client.ts'
import type { Connector } from '#lib/platform/db/generated/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import { requireAllowed, type Actor } from '#lib/users/permissions.ts'
import { canManageConnector, canReadConnector } from './permissions.ts'

/**
 * A connector for somebody who may manage it, locked until the transaction ends. Rows that point to it can be written
 * meanwhile, so a sync that holds its staging does not wait for who waits for that.
 * @throws AppError not_found, also when the actor may not see it; forbidden when they may only look.
 */
export async function lockConnector(tx: Tx, actor: Actor, connectorId: string): Promise<Connector> {
  requireManageable(actor, connectorId)
  return lockLiving(tx, connectorId)
}

/** The same without asking who may. @throws AppError not_found. */
export async function lockLiving(tx: Tx, connectorId: string): Promise<Connector> {
  await tx.$executeRaw`select 1 from "Connector" where id = ${connectorId}::uuid for no key update`
  const connector = await tx.connector.findUnique({ where: { id: connectorId, ...livingConnector } })
  if (!connector) throw notFound('This connector')
  return connector
}

/** @throws AppError not_found when the actor may not see the connector; forbidden when they may only look. */
export function requireManageable(actor: Actor, connectorId: string): void {
  if (!isId(connectorId) || !canReadConnector(actor, connectorId)) throw notFound('This connector')
  requireAllowed(canManageConnector(actor, connectorId))
}
