import type { ConnectorStatus, RunStatus } from './types.ts'

const unfinished: readonly RunStatus[] = ['queued', 'running', 'waiting', 'retrying']

/** What the label looks at in a run. */
export interface LabelledRun {
  status: RunStatus
  /** Why it failed, or why it is interrupted while it goes on. */
  errorKind: string | null
  /** What became of what it held. */
  heldOutcome: string | null
}

/**
 * The label of a connector, from its runs. It is Connected only while the last finished run succeeded, in all its parts; a
 * cancelled run says nothing, so the one before it counts, and so does one whose held plan a later run has superseded. An
 * older run goes on when what it held is applied. A run that
 * an outage has interrupted goes on later, and is an Error until then.
 * @param runs newest first; two are enough unless the newest were cancelled.
 */
export function toConnectorStatus(pausedAt: Date | null, runs: readonly LabelledRun[]): ConnectorStatus {
  const current = runs.find(({ status }) => unfinished.includes(status))
  if (current) return isInterrupted(current) ? 'Error' : 'Syncing'
  if (pausedAt) return 'Paused'
  const finished = runs.find(
    ({ status, heldOutcome }) => status !== 'cancelled' && heldOutcome !== 'superseded',
  )
  if (!finished) return 'Not connected'
  if (finished.status === 'held') return 'Held'
  return finished.status === 'succeeded' ? 'Connected' : 'Error'
}

const isInterrupted = ({ status, errorKind }: LabelledRun): boolean =>
  status === 'retrying' && errorKind === 'unavailable'
