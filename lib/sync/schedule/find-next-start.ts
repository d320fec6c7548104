import type { Tx } from '#lib/platform/db/client.ts'
import { nextStart, shortestMinutes } from './schedule.ts'

/** A connector as far as its schedule goes. */
interface Scheduled {
  id: string
  syncEveryMinutes: number
  syncCron: string | null
  syncTimeZone: string
}

/** When a connector is due next: by its schedule, and five minutes after its last start or later. */
export async function findNextStart(
  tx: Tx,
  { id: connectorId, syncEveryMinutes: everyMinutes, syncCron: cron, syncTimeZone: timeZone }: Scheduled,
  now: Date,
): Promise<Date | null> {
  const last = await tx.syncRun.findFirst({ where: { connectorId }, orderBy: { createdAt: 'desc' } })
  const lastStart = last && (last.startedAt ?? last.createdAt)
  return nextStart({ everyMinutes, cron, timeZone }, now, lastStart, Math.random())
}

/**
 * From when on a connector may be synced again by itself. It is asked when one is due: a run that was ordered in time may
 * have begun late.
 */
export async function findEarliestStart(tx: Tx, connectorId: string): Promise<Date> {
  const { _max } = await tx.syncRun.aggregate({ where: { connectorId }, _max: { startedAt: true } })
  return new Date((_max.startedAt?.getTime() ?? 0) + shortestMinutes * 60_000)
}
