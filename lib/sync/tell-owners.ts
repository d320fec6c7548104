import { enqueue } from '#lib/jobs/enqueue.ts'
import type { Tx } from '#lib/platform/db/client.ts'

/** Failures in a row after which the owners are told, once. */
const failuresInARow = 3
const isBad = (status: string): boolean => status === 'failed' || status === 'partly_succeeded'

/**
 * Has the owners of a connector told when its run that has just ended is held, or is the third in a row that failed, wholly
 * or in part. A cancelled run says nothing.
 */
export async function tellOwners(tx: Tx, connectorId: string, runId: string, outcome: string): Promise<void> {
  if (outcome === 'held') await enqueue(tx, 'notify-of-sync', { runId, about: 'held' })
  if (!isBad(outcome)) return
  const earlier = await tx.syncRun.findMany({
    where: { connectorId, id: { not: runId }, finishedAt: { not: null }, status: { not: 'cancelled' } },
    orderBy: { createdAt: 'desc' },
    take: failuresInARow,
  })
  const good = earlier.findIndex((run) => !isBad(run.status))
  const badBefore = good === -1 ? earlier.length : good
  if (badBefore === failuresInARow - 1) await enqueue(tx, 'notify-of-sync', { runId, about: 'failing' })
}
