import { db } from '#lib/platform/db/client.ts'
import { env } from '#lib/platform/env.ts'

/** Lines in one transaction. */
const batch = 10_000

/**
 * Deletes the log lines of syncs that are older than is kept (`ROLECALL_SYNC_LOG_DAYS`). The runs themselves, their counts
 * and what they changed stay.
 * @returns how many lines went.
 */
export async function pruneSyncLogs(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - env().ROLECALL_SYNC_LOG_DAYS * 86_400_000)
  let gone = 0
  for (;;) {
    const some = await db().$executeRaw`
      delete from "SyncLogEntry" where id in (
        select id from "SyncLogEntry" where at < ${before} order by id limit ${batch})`
    gone += some
    if (some < batch) return gone
  }
}
