import type { Connector as StoredConnector } from '#lib/platform/db/generated/client.ts'
import { env } from '#lib/platform/env.ts'
import { decryptSecret } from '#lib/platform/secrets/encrypt.ts'
import { AtlassianConfig } from './atlassian/config.ts'
import { createAtlassianConnector } from './atlassian/connector.ts'
import type { CallReport, Connector, WaitReport } from './contract.ts'

const connectorKinds = ['atlassian'] as const

export interface OpenConnectorInput {
  kind: string
  /** The stored configuration of that kind. */
  config: unknown
  /** The access token in clear text; it stays inside the connector. */
  secret: string
  /** Base of Atlassian's organization API, e.g. `https://api.atlassian.com/admin`. */
  atlassianApiUrl: string
  /** Told of every call that was sent, retries too. */
  onCall?: (call: CallReport) => void
  /** Told of every pause of a second or more, imposed by the rate limit or a failure, when it begins. */
  onWait?: (wait: WaitReport) => void
  /** How long one call may wait for the vendor's rate limit in all, in milliseconds. */
  patienceMs?: number
}

/**
 * Opens a connector by its kind.
 * @throws Error for an unknown kind or a configuration that does not fit it: both mean broken stored data.
 */
export function openConnector(input: OpenConnectorInput): Connector {
  const kind = connectorKinds.find((known) => known === input.kind)
  if (!kind) throw new Error(`There is no connector of kind "${input.kind}".`)
  return createAtlassianConnector({
    config: AtlassianConfig.parse(input.config),
    accessToken: input.secret,
    baseUrl: input.atlassianApiUrl,
    ...(input.onCall ? { onCall: input.onCall } : {}),
    ...(input.onWait ? { onWait: input.onWait } : {}),
    ...(input.patienceMs === undefined ? {} : { patienceMs: input.patienceMs }),
  })
}

/**
 * Opens a stored connector with its secret.
 * @throws Error as `openConnector` does, and for a secret that is not there or cannot be decrypted.
 */
export function openStoredConnector(
  stored: Pick<StoredConnector, 'id' | 'kind' | 'config' | 'secret'>,
  how: Pick<OpenConnectorInput, 'onCall' | 'onWait' | 'patienceMs'> = {},
): Connector {
  if (stored.secret === null) throw new Error(`Connector ${stored.id} has no access token.`)
  return openConnector({
    kind: stored.kind,
    config: stored.config,
    secret: decryptSecret(stored.secret, stored.id),
    atlassianApiUrl: env().ATLASSIAN_API_URL,
    ...how,
  })
}
