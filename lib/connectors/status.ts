import type { ConnectorStatus, RunStatus } from './types.ts'

const unfinished: readonly RunStatus[] = ['queued', 'running', 'waiting', 'retrying']

/**
 * The label of a connector, from its runs. It is Connected only while the last finished run succeeded, in all its parts; a
 * cancelled run says nothing, so the one before it counts. An older run goes on when what it held is applied.
 * @param runs newest first; two are enough unless the newest were cancelled.
 */
export function toConnectorStatus(pausedAt: Date | null, runs: readonly RunStatus[]): ConnectorStatus {
  if (runs.some((status) => unfinished.includes(status))) return 'Syncing'
  if (pausedAt) return 'Paused'
  const finished = runs.find((status) => status !== 'cancelled')
  if (!finished) return 'Not connected'
  if (finished === 'held') return 'Held'
  return finished === 'succeeded' ? 'Connected' : 'Error'
}
