import type { Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'

/** A run of a connector, as log lines and ends of runs name it. */
export interface RunRef {
  runId: string
  connectorId: string
  connectorName: string
  appId: string
}

/** One line of the run's log, for people; screens that watch the connector are told. */
export async function writeLog(
  tx: Tx,
  run: Pick<RunRef, 'runId' | 'connectorId'>,
  level: 'info' | 'warning' | 'error',
  phase: string | null,
  message: string,
): Promise<void> {
  await tx.syncLogEntry.create({ data: { runId: run.runId, level, phase, message } })
  await publish(tx, { topic: 'connector', id: run.connectorId })
}
