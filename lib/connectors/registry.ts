import type { CallReport, Connector } from './contract.ts'
import { AtlassianConfig } from './atlassian/config.ts'
import { createAtlassianConnector } from './atlassian/connector.ts'

export type { CallReport }

export const connectorKinds = ['atlassian'] as const
export type ConnectorKind = (typeof connectorKinds)[number]

/** What a screen says about a kind of connector before one exists. */
export const connectorCapabilities: Record<ConnectorKind, { name: string; reads: string; changes: string }> =
  {
    atlassian: {
      name: 'Atlassian Cloud',
      reads: 'Accounts, workspaces, groups, and who holds which role, directly or through a group.',
      changes:
        'Gives and takes away roles on workspaces, the organization admin role, and group memberships.',
    },
  }

export interface OpenConnectorInput {
  kind: string
  /** The stored configuration of that kind. */
  config: unknown
  /** The access token in clear text; it stays inside the connector. */
  secret: string
  /** Base of Atlassian's organization API, e.g. `https://api.atlassian.com/admin`. */
  atlassianApiUrl: string
  onCall?: (call: CallReport) => void
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
  })
}
