import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'

/**
 * Ends the notices about syncs of a connector that ask for nothing any more: of held plans that are decided, or that later
 * syncs have made void, and of failures once its newest sync has succeeded or is held.
 * @param runId any sync of it.
 */
export async function settleSyncNotices(runId: string): Promise<void> {
  await transaction(async (tx) => {
    const settled = await tx.$queryRaw<{ userId: string }[]>`
      with newest as (
        select distinct on (r."connectorId") r."connectorId", r.status,
          exists (select 1 from "SyncPhaseRun" p where p."runId" = r.id and p.status = 'failed') as "hasFailed",
          exists (select 1 from "SyncRun" h where h."connectorId" = r."connectorId"
            and h.status = 'held' and h."heldOutcome" is null) as "isHeld"
        from "SyncRun" r
        where r."connectorId" = (select "connectorId" from "SyncRun" where id = ${runId}::uuid)
          and r."finishedAt" is not null and r.status <> 'cancelled'
        order by r."connectorId", r."createdAt" desc)
      update "Notification" n set "resolvedAt" = now()
      from "SyncRun" r, newest
      where n."subjectId" = r.id and r."connectorId" = newest."connectorId" and n."resolvedAt" is null
        and (n.kind = 'sync-held' and not newest."isHeld"
          or n.kind = 'sync-held' and (r.status <> 'held' or r."heldOutcome" in ('applied', 'discarded'))
          or n.kind = 'sync-failing' and newest.status in ('succeeded', 'held') and not newest."hasFailed")
      returning n."userId"`
    for (const userId of new Set(settled.map((notice) => notice.userId)))
      await publish(tx, { topic: 'notification', id: userId })
  })
}
