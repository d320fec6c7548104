import type { Connector } from '#lib/connectors/contract.ts'
import type { Session } from '#lib/platform/db/session.ts'
import type { CallCounts } from './call-counts.ts'
import type { Progress } from './progress.ts'
import type { RunRef } from './run-log.ts'

/** Asks the vendor while a phase is settled and another is read. */
export interface Asking extends Pick<Connector, 'findRemaining'> {
  /** Calls that it has sent since this was asked last. */
  takeCalls(): CallCounts
}

/** One try to run a run, by the process that has the connector's lease. A run that is given out again is another. */
export interface Execution extends RunRef {
  executionId: string
  /** What its staged rows are found by. */
  stage: number
  /** By the database's clock: nothing that is staged was read before. */
  readFrom: Date
  /** How long the vendor may take to show a change that it has accepted. */
  shownAfterMs: number
  /** Somebody has read the losses: what the guard held is applied. */
  guardLifted: boolean
  connector: Connector
  /** The same connector, for what is asked beside the reading of a phase. */
  asking: Asking
  session: Session
  progress: Progress
  /** Aborts at a shutdown, a cancellation, and when the lease is lost. */
  signal: AbortSignal
}
