import type { Tx } from '#lib/platform/db/client.ts'
import { isLivingConnector } from '#lib/platform/db/living.ts'

/**
 * Keeps a connector and its app from being deleted until the transaction ends: a request that is written meanwhile would be
 * left over. The app comes first, as it does when it is deleted with all its connectors.
 * @returns false when one of them is deleted already.
 */
export async function keepConnector(tx: Tx, connectorId: string): Promise<boolean> {
  const app = await tx.$queryRaw<unknown[]>`
    select 1 from "App" where "deletedAt" is null
      and id = (select "appId" from "Connector" where id = ${connectorId}::uuid) for share`
  if (app.length === 0) return false
  const kept = await tx.$queryRaw<unknown[]>`
    select 1 from "Connector" c where c.id = ${connectorId}::uuid and ${isLivingConnector('c')} for share of c`
  return kept.length > 0
}
