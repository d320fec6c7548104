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

/** What deleting a connector would end. */
export interface DeletionPreview {
  appName: string
  accounts: number
  /** Current ones. */
  grants: number
  requestsToApprove: number
  /** Approved and not verified yet. */
  requestsToProvision: number
  /** The app has no other connector. */
  leavesAppAlone: boolean
  isSyncing: boolean
}
