import type { Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'

export interface RunRef {
  runId: string
  connectorId: string
}

/** One line of the run's log, for people; screens that watch the connector are told. */
export async function writeLog(
  tx: Tx,
  run: RunRef,
  level: 'info' | 'warning' | 'error',
  phase: string | null,
  message: string,
): Promise<void> {
  await tx.syncLogEntry.create({ data: { runId: run.runId, level, phase, message } })
  await publish(tx, { topic: 'connector', id: run.connectorId })
}
