import { syncPhases } from '#lib/connectors/contract.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import type { Connector } from '#lib/platform/db/generated/client.ts'
import { guardedKinds } from './count-kinds.ts'

/** What a limit of removals may be set for, in the order in which it is read; nothing where nothing is read from here. */
export function limitedKinds(connector: Pick<Connector, 'id' | 'kind' | 'config' | 'secret'>): string[] {
  if (connector.secret === null) return []
  const opened = openStoredConnector(connector)
  return [...new Set(syncPhases.flatMap((phase) => guardedKinds(opened.coverage(phase))))]
}
