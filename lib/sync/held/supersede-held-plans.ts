import { Prisma } from '#lib/platform/db/generated/client.ts'
import type { Session } from '#lib/platform/db/session.ts'
import type { Execution } from '../engine/execution.ts'
import { holdStaging } from '../engine/staging.ts'

const { sql } = Prisma

/**
 * Ends the held plans of other runs that hold this phase or one before it: what they would write, a held phase and all
 * behind it, this run has read anew and is about to write. Plans that hold only later phases stay to be decided.
 * @throws StagingLost
 */
export async function supersedeHeldPlans(execution: Execution, position: number): Promise<void> {
  const { session, runId, connectorId } = execution
  await session.transaction(async () => {
    await holdStaging(session, execution)
    const ended = await session.execute(sql`
      update "SyncRun" r set "heldOutcome" = 'superseded', "heldEndedAt" = now(), "heldEndedById" = null
      where "connectorId" = ${connectorId}::uuid and id <> ${runId}::uuid and status = 'held' and "heldOutcome" is null
        and exists (select 1 from "SyncPhaseRun" p
          where p."runId" = r.id and p.status = 'held' and p.position <= ${position})`)
    if (ended > 0) await forgetStagingOfOthers(session, { runId, connectorId })
  })
}

/** Gives up what other runs of the connector have staged, but for held plans that wait. */
export async function forgetStagingOfOthers(
  session: Session,
  { runId, connectorId }: Pick<Execution, 'runId' | 'connectorId'>,
): Promise<void> {
  await session.execute(sql`
    delete from "StagedRun" s using "SyncRun" r
    where r.id = s."runId" and r."connectorId" = ${connectorId}::uuid and r.id <> ${runId}::uuid
      and not (r.status = 'held' and r."heldOutcome" is null)`)
}
