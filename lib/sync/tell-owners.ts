import { enqueue } from '#lib/jobs/enqueue.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import type { Prisma } from '#lib/platform/db/generated/client.ts'

/** Failures in a row after which the owners are told, once. */
const failuresInARow = 3

const withPhases = { include: { phases: true } } satisfies Prisma.SyncRunDefaultArgs
type Run = Prisma.SyncRunGetPayload<typeof withPhases>

/** Failed, wholly or in part; a run that is held may have failed in another part. */
const isBad = ({ status, phases }: Run): boolean =>
  status === 'failed' || status === 'partly_succeeded' || phases.some((phase) => phase.status === 'failed')

/**
 * Has the owners of a connector told when its run that has just ended is held, or is the third in a row that failed, wholly
 * or in part. A cancelled run says nothing.
 */
export async function tellOwners(tx: Tx, runId: string): Promise<void> {
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId }, ...withPhases })
  if (run.status === 'held') await enqueue(tx, 'notify-of-sync', { runId, about: 'held' })
  if (!isBad(run)) return
  const earlier = await tx.syncRun.findMany({
    where: {
      connectorId: run.connectorId,
      id: { not: runId },
      createdAt: { lte: run.createdAt },
      finishedAt: { not: null },
      status: { not: 'cancelled' },
    },
    orderBy: { createdAt: 'desc' },
    take: failuresInARow,
    ...withPhases,
  })
  const good = earlier.findIndex((one) => !isBad(one))
  const badBefore = good === -1 ? earlier.length : good
  if (badBefore === failuresInARow - 1) await enqueue(tx, 'notify-of-sync', { runId, about: 'failing' })
}
