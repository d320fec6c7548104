import { recordEvent, systemActor } from '#lib/audit/record-event.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { log } from '#lib/platform/log.ts'
import { toSubject } from '../lock-app.ts'
import { restoreDays } from '../types.ts'

/** Rows in one statement. */
const batch = 10_000
const timeoutMs = 10 * 60_000

/**
 * Removes the apps for good that were deleted 30 days ago, with all that they have; the audit stays. One that cannot be
 * removed does not keep the others. Stopped anywhere, the next time goes on with what is left.
 * @returns how many went.
 * @throws the signal's reason.
 */
export async function purgeDeletedApps(signal: AbortSignal): Promise<number> {
  const due = await db().$queryRaw<{ id: string; displayName: string }[]>`
    select id, "displayName" from "App"
    where "deletedAt" <= now() - make_interval(days => ${restoreDays}) order by "deletedAt"`
  let gone = 0
  for (const app of due) {
    try {
      await removeApp(app, signal)
      gone += 1
    } catch (error) {
      signal.throwIfAborted()
      log.error({ err: error, appId: app.id }, 'a deleted app could not be removed')
    }
  }
  return gone
}

async function removeApp(app: { id: string; displayName: string }, signal: AbortSignal): Promise<void> {
  const grants = await removeGrants(app.id, signal)
  await removeHistory(app.id, signal)
  signal.throwIfAborted()
  await transaction(async (tx) => {
    // No foreign key takes these along: grants that came since, what held syncs have staged, and notices.
    await tx.$executeRaw`delete from "Grant" where "appId" = ${app.id}::uuid`
    await tx.$executeRaw`
      delete from "StagedRun" where "runId" in (
        select r.id from "SyncRun" r join "Connector" c on c.id = r."connectorId" where c."appId" = ${app.id}::uuid)`
    await tx.$executeRaw`
      delete from "Notification" where "subjectId" = ${app.id}::uuid
        or "subjectId" in (select id from "AccessRequest" where "appId" = ${app.id}::uuid)`
    const accounts = await tx.account.count({ where: { appId: app.id } })
    await tx.app.delete({ where: { id: app.id } })
    await recordEvent(tx, {
      event: 'app.removed',
      actor: systemActor,
      subject: toSubject(app),
      appId: app.id,
      data: { accounts, grants },
    })
  }, timeoutMs)
}

/** In batches: a large organization has millions, and each statement is done with before the next one locks more. */
async function removeGrants(appId: string, signal: AbortSignal): Promise<number> {
  let gone = 0
  for (;;) {
    signal.throwIfAborted()
    const some = await db().$executeRaw`
      delete from "Grant" where ctid = any(array(
        select ctid from "Grant" where "appId" = ${appId}::uuid limit ${batch}))`
    gone += some
    if (some < batch) return gone
  }
}

async function removeHistory(appId: string, signal: AbortSignal): Promise<void> {
  for (let some = batch; some === batch;) {
    signal.throwIfAborted()
    some = await db().$executeRaw`
      delete from "InventoryChange" where ctid = any(array(
        select h.ctid from "InventoryChange" h join "Connector" c on c.id = h."connectorId"
        where c."appId" = ${appId}::uuid limit ${batch}))`
  }
}
