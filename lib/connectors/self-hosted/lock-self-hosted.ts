import type { Tx } from '#lib/platform/db/client.ts'
import type { Connector } from '#lib/platform/db/generated/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { batonKind } from '../baton/config.ts'

/** The connector, held until the transaction ends. @throws AppError not_found; conflict when it is not self-hosted. */
export async function lockSelfHosted(tx: Tx, connectorId: string): Promise<Connector> {
  await tx.$executeRaw`select 1 from "Connector" where id = ${connectorId}::uuid for no key update`
  const connector = await tx.connector.findUnique({ where: { id: connectorId, ...livingConnector } })
  if (!connector) throw notFound('This connector')
  if (connector.kind !== batonKind) {
    throw new AppError('conflict', 'Rolecall runs this connector itself. It has an access token instead.')
  }
  return connector
}
