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
 * Has the owners of a connector told when its run that has just ended holds something new, or is the third in a row that
 * failed, wholly or in part. What they were told before ends where it holds no more. A cancelled run says nothing.
 */
export async function tellOwners(tx: Tx, runId: string): Promise<void> {
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId }, ...withPhases })
  if (await holdsSomethingNew(tx, run)) await enqueue(tx, 'notify-of-sync', { runId, about: 'held' })
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
  const [before] = earlier
  const isDecided = run.heldEndedAt !== null || before?.status === 'held'
  const isWellAgain = before !== undefined && isBad(before) && !isBad(run)
  if (isDecided || isWellAgain) await enqueue(tx, 'notify-of-sync', { runId, about: 'settled' })
  if (!isBad(run)) return
  const good = earlier.findIndex((one) => !isBad(one))
  const badBefore = good === -1 ? earlier.length : good
  if (badBefore === failuresInARow - 1) await enqueue(tx, 'notify-of-sync', { runId, about: 'failing' })
}

/** Whether a phase is held that was good, or decided about, when it was last read before. */
async function holdsSomethingNew(tx: Tx, { id, connectorId, createdAt, phases }: Run): Promise<boolean> {
  for (const { phase, status } of phases) {
    if (status !== 'held') continue
    const before = await tx.syncPhaseRun.findFirst({
      where: {
        phase,
        run: { connectorId, id: { not: id }, createdAt: { lte: createdAt } },
        OR: [
          { status: { in: ['held', 'succeeded'] } },
          { status: 'cancelled', run: { heldOutcome: 'discarded' } },
        ],
      },
      orderBy: { run: { createdAt: 'desc' } },
    })
    if (before?.status !== 'held') return true
  }
  return false
}
