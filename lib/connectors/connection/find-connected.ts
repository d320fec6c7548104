import type { Tx } from '#lib/platform/db/client.ts'
import type { Connector } from '#lib/platform/db/generated/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'

/**
 * The living connector that reads an organization of Atlassian, other than those of `exceptAppId`. No other begins to before
 * the transaction ends.
 */
export async function findConnected(
  tx: Tx,
  organizationId: string,
  exceptAppId?: string,
): Promise<Connector | null> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('connected organizations'))`
  return tx.connector.findFirst({
    where: {
      ...livingConnector,
      kind: 'atlassian',
      config: { path: ['organizationId'], equals: organizationId },
      ...(exceptAppId ? { appId: { not: exceptAppId } } : {}),
    },
  })
}
