import type { Connector as StoredConnector } from '#lib/platform/db/generated/client.ts'
import { env } from '#lib/platform/env.ts'
import { BatonConfig } from '../baton/config.ts'
import { createBatonConnector, type BatonConnector } from '../baton/connector.ts'

/** The Baton side of a stored connector. @throws Error for a configuration that does not fit: broken stored data. */
export function openBaton(
  stored: Pick<StoredConnector, 'config' | 'provisionRoles' | 'provisionMemberships'>,
): BatonConnector {
  return createBatonConnector({
    config: BatonConfig.parse(stored.config),
    provisions: stored.provisionRoles || stored.provisionMemberships,
    rolecallUrl: env().ROLECALL_URL,
  })
}
