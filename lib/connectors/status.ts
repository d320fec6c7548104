import type { ConnectorStatus, RunStatus } from './types.ts'

/**
 * The label of a connector, from its runs. It is Connected only while the last finished run succeeded, in all its
 * parts; a cancelled run
 * says nothing, so the one before it counts.
 * @param runs newest first; two are enough unless the newest were cancelled.
 */
export function toConnectorStatus(pausedAt: Date | null, runs: readonly RunStatus[]): ConnectorStatus {
  const [newest] = runs
  if (newest && ['queued', 'running', 'waiting', 'retrying'].includes(newest)) return 'Syncing'
  if (pausedAt) return 'Paused'
  const finished = runs.find((status) => status !== 'cancelled')
  if (!finished) return 'Not connected'
  if (finished === 'held') return 'Held'
  return finished === 'succeeded' ? 'Connected' : 'Error'
}
