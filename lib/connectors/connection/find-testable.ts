import { db } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import type { Connector } from '#lib/platform/db/generated/client.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'

/**
 * A connector whose access token is kept here, and so can be tested.
 * @throws AppError not_found; conflict for one that keeps its own.
 */
export async function findTestable(connectorId: string): Promise<Connector & { secret: string }> {
  const connector = await db().connector.findUnique({ where: { id: connectorId, ...livingConnector } })
  if (!connector) throw notFound('This connector')
  const { secret } = connector
  if (secret !== null) return { ...connector, secret }
  throw new AppError(
    'conflict',
    'A self-hosted connector keeps its access token itself. Test or change it where it runs.',
  )
}
