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

/** A file to take away. */
export interface RunFile {
  name: string
  code: string
}

/** What a self-hosted connector is started with, by where it runs. */
export interface RunFiles {
  kubernetes: RunFile[]
  compose: RunFile[]
}

/** What the page of a self-hosted connector shows beside what every connector has. */
export interface SelfHosted {
  /** The living one; null before the first rotation. */
  credential: {
    id: string
    clientId: string
    createdAt: Date
    createdBy: string
    lastUsedAt: Date | null
    /** Made for an address that Rolecall does not have any more. */
    callsElsewhere: boolean
  } | null
  /** Without the secret; null while there is no credential. */
  files: RunFiles | null
  organizationId: string | null
  image: string
  /** Where the connector calls Rolecall: `console.acme.example:8443`. */
  host: string
  /** Connectors call with TLS only. */
  hasTls: boolean
}

/** A new credential with its secret, which is nowhere else. */
export interface IssuedCredential {
  clientId: string
  clientSecret: string
  /** With the secret filled in. */
  files: RunFiles
}

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
