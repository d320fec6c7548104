export type { ConnectionCheck, ConnectionReport } from './contract.ts'

/** The label of a connector, as it stands on the screen. */
export type ConnectorStatus = 'Not connected' | 'Syncing' | 'Connected' | 'Error' | 'Paused' | 'Held'

export type RunStatus =
  | 'queued'
  | 'running'
  | 'waiting'
  | 'retrying'
  | 'succeeded'
  | 'partly_succeeded'
  | 'held'
  | 'failed'
  | 'cancelled'
