import type { Connector as StoredConnector } from '#lib/platform/db/generated/client.ts'
import { env } from '#lib/platform/env.ts'
import { decryptSecret } from '#lib/platform/secrets/encrypt.ts'
import type { Connector } from './contract.ts'
import { openConnector, type OpenConnectorInput } from './registry.ts'

/** Opens a stored connector with its secret. */
export function openStoredConnector(
  stored: Pick<StoredConnector, 'id' | 'kind' | 'config' | 'secret'>,
  how: Pick<OpenConnectorInput, 'onCall' | 'patienceMs'> = {},
): Connector {
  return openConnector({
    kind: stored.kind,
    config: stored.config,
    secret: decryptSecret(stored.secret, stored.id),
    atlassianApiUrl: env().ATLASSIAN_API_URL,
    ...how,
  })
}
