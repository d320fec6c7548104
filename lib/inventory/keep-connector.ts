import type { Tx } from '#lib/platform/db/client.ts'
import { isLivingConnector } from '#lib/platform/db/living.ts'

/**
 * Keeps a connector from being deleted until the transaction ends: a request that is written meanwhile would be left over.
 * @returns false when it is deleted already.
 */
export async function keepConnector(tx: Tx, connectorId: string): Promise<boolean> {
  const kept = await tx.$queryRaw<unknown[]>`
    select 1 from "Connector" c where c.id = ${connectorId}::uuid and ${isLivingConnector('c')} for share of c`
  return kept.length > 0
}
