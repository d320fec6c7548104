import type { CallReport, Connector } from './contract.ts'
import { AtlassianConfig } from './atlassian/config.ts'
import { createAtlassianConnector } from './atlassian/connector.ts'

const connectorKinds = ['atlassian'] as const

export interface OpenConnectorInput {
  kind: string
  /** The stored configuration of that kind. */
  config: unknown
  /** The access token in clear text; it stays inside the connector. */
  secret: string
  /** Base of Atlassian's organization API, e.g. `https://api.atlassian.com/admin`. */
  atlassianApiUrl: string
  onCall?: (call: CallReport) => void
  /** How long one call may wait for the vendor's rate limit in all, in milliseconds. */
  patienceMs?: number
}

/** @throws Error for an unknown kind or a configuration that does not fit it: both mean broken stored data. */
export function openConnector(input: OpenConnectorInput): Connector {
  const kind = connectorKinds.find((known) => known === input.kind)
  if (!kind) throw new Error(`There is no connector of kind "${input.kind}".`)
  return createAtlassianConnector({
    config: AtlassianConfig.parse(input.config),
    accessToken: input.secret,
    baseUrl: input.atlassianApiUrl,
    ...(input.onCall ? { onCall: input.onCall } : {}),
    ...(input.patienceMs === undefined ? {} : { patienceMs: input.patienceMs }),
  })
}
