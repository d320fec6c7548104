import { Prisma } from '#lib/platform/db/generated/client.ts'
import { transaction } from '#lib/platform/db/client.ts'
import type { Session } from '#lib/platform/db/session.ts'
import { forgetStagingOfOthers } from '../held/supersede-held-plans.ts'
import { writeLog, type RunRef } from './run-log.ts'
import { openStaging, sweepStaging, type StagingMark } from './staging.ts'

interface Begun extends Pick<RunRef, 'connectorId'> {
  id: string
  startedAt: Date | null
  guardLifted: boolean
}

/**
 * Takes the staging of a run over, or begins it. A run that had staged something, and has lost it in a crash of the
 * database, starts over: nothing is applied then that a person has read the losses of.
 * @returns the mark of the staging, and whether the guard is lifted; null when the run was ended before it began.
 */
export async function beginRun(
  session: Session,
  run: Begun,
): Promise<(StagingMark & { guardLifted: boolean }) | null> {
  await forgetStagingOfOthers(session, { runId: run.id, connectorId: run.connectorId })
  await sweepStaging(session)
  const mark = await openStaging(session, run.id)
  if (!mark) return null
  const startsOver = mark.fresh && run.startedAt !== null
  const isBegun = await transaction(async (tx) => {
    const begun = await tx.syncRun.updateMany({
      where: { id: run.id, finishedAt: null },
      data: {
        status: 'running',
        waitingUntil: null,
        heartbeatAt: new Date(),
        ...(run.startedAt === null ? { startedAt: new Date() } : {}),
        ...(startsOver ? { guardLifted: false } : {}),
      },
    })
    if (begun.count === 0) return false
    // What had stopped it may be over.
    await tx.syncRun.updateMany({
      where: { id: run.id, errorKind: 'unavailable' },
      data: { errorKind: null, errorMessage: null, errorVendor: Prisma.DbNull },
    })
    if (mark.fresh) {
      const evidence = { heldAsked: null, heldStay: null }
      const nothing = { read: 0, held: 0, ...evidence, cause: null, startedAt: null, finishedAt: null }
      await tx.syncPhaseRun.updateMany({
        where: { runId: run.id },
        data: { status: 'pending', ...nothing, fetchMs: 0, parseMs: 0, stageMs: 0, diffMs: 0, applyMs: 0 },
      })
      await tx.syncCallCount.deleteMany({ where: { runId: run.id } })
    }
    const ref = { runId: run.id, connectorId: run.connectorId }
    await writeLog(tx, ref, startsOver ? 'warning' : 'info', null, firstLine(run, mark.fresh))
    return true
  })
  if (!isBegun) return null
  return { ...mark, guardLifted: run.guardLifted && !startsOver }
}

function firstLine({ startedAt, guardLifted }: Begun, isFresh: boolean): string {
  if (startedAt === null) return 'Started.'
  if (isFresh) return 'What was read is lost, so everything is read again.'
  return guardLifted ? 'Applying what was held.' : 'Goes on where it stopped.'
}
