import { lockConnector } from '#lib/connectors/lock-connector.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import type { Actor } from '#lib/users/permissions.ts'

/**
 * The held plan of a run for somebody who may decide on it, locked until the transaction ends.
 * @throws AppError not_found, forbidden; conflict when there is nothing to decide any more.
 */
export async function lockHeldPlan(tx: Tx, actor: Actor, runId: string) {
  const found = await tx.syncRun.findUnique({
    where: { id: runId, connector: livingConnector },
  })
  if (!found) throw notFound('This sync')
  await lockConnector(tx, actor, found.connectorId)
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId }, include: { connector: true } })
  if (run.heldOutcome === 'superseded')
    throw new AppError('conflict', 'A later sync has read anew. What is held now is on the connector’s page.')
  if (run.status !== 'held' || run.heldOutcome !== null)
    throw new AppError('conflict', 'Nothing is held in this sync any more.')
  if (await tx.syncRun.findFirst({ where: { connectorId: run.connectorId, finishedAt: null } }))
    throw new AppError('conflict', 'A newer sync is running. Wait for what it finds.')
  return run
}

/**
 * Has the worker go on with a held run, as the actor has decided: its held phases, and what was read behind them, are
 * compared anew.
 * @param guardLifted without asking the guard.
 * @throws AppError conflict when what was read is lost.
 */
export async function reopenRun(tx: Tx, actor: Actor, runId: string, guardLifted: boolean): Promise<void> {
  const staged = await tx.stagedRun.findUnique({ where: { runId } })
  if (!staged)
    throw new AppError('conflict', 'What this sync had read is not there any more. Sync again, then decide.')
  const firstHeld = await tx.syncPhaseRun.findFirstOrThrow({
    where: { runId, status: 'held' },
    orderBy: { position: 'asc' },
  })
  const again = { gte: firstHeld.position }
  await tx.syncPhaseRun.updateMany({
    where: { runId, position: again, status: { in: ['held', 'succeeded'] } },
    data: { status: 'pending', finishedAt: null },
  })
  await tx.stagedPhase.updateMany({
    where: { stage: staged.stage, position: again, step: { not: 'reading' } },
    data: { step: 'read', applied: 0 },
  })
  await tx.syncRun.update({
    where: { id: runId },
    data: {
      status: 'queued',
      finishedAt: null,
      guardLifted,
      heldEndedById: actor.userId,
      heldEndedAt: new Date(),
    },
  })
}

/** Has the newest held run looked at again, with limits that have changed; nothing while another run is under way. */
export async function lookAgain(tx: Tx, actor: Actor, connectorId: string): Promise<void> {
  const held = await tx.syncRun.findFirst({
    where: { connectorId, status: 'held', heldOutcome: null },
    orderBy: { createdAt: 'desc' },
  })
  const isBusy = await tx.syncRun.findFirst({ where: { connectorId, finishedAt: null } })
  if (!held || isBusy || !(await tx.stagedRun.findUnique({ where: { runId: held.id } }))) return
  await lockHeldPlan(tx, actor, held.id)
  await reopenRun(tx, actor, held.id, false)
  await enqueue(tx, 'run-sync', { runId: held.id })
}
