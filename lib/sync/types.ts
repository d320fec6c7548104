import type { ConnectorStatus, RunStatus } from '#lib/connectors/types.ts'

export interface ConnectorRow {
  id: string
  displayName: string
  kind: string
  status: ConnectorStatus
  appId: string
  appName: string
  owners: string[]
  provisioningEnabled: boolean
  lastSucceededAt: Date | null
  error: string | null
}

export interface ConnectorDetail {
  id: string
  displayName: string
  kind: string
  app: { id: string; displayName: string }
  owners: { id: string; name: string }[]
  organizationId: string
  provisioningEnabled: boolean
  /** Last four characters of the access token. */
  secretHint: string
  secretSetAt: Date
  mayManage: boolean
}

export interface PhaseProgress {
  phase: string
  label: string
  status: 'pending' | 'running' | 'succeeded' | 'failed' | 'skipped'
  read: number
  added: number
  changed: number
  removed: number
  startedAt: Date | null
  finishedAt: Date | null
}

export interface LogLine {
  id: string
  at: Date
  level: 'info' | 'warning' | 'error'
  message: string
}

export interface RunSummary {
  id: string
  status: RunStatus
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  errorMessage: string | null
  vendorCalls: number
}

export interface RunDetail {
  id: string
  status: RunStatus
  trigger: string
  requestedBy: string | null
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  vendorCalls: number
  error: { kind: string | null; message: string; vendor: unknown } | null
  phases: PhaseProgress[]
  log: LogLine[]
}

export interface Progress {
  status: ConnectorStatus
  lastSucceededAt: Date | null
  run: RunDetail | null
  runs: RunSummary[]
}
