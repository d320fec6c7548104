import { systemActor } from '#lib/audit/record-event.ts'
import { batonKind } from '#lib/connectors/baton/config.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { log } from '#lib/platform/log.ts'
import { orderRun } from '../start-sync.ts'
import { findEarliestStart, findNextStart } from './find-next-start.ts'

/**
 * Orders a sync of every connector whose time has come. However long nobody looked, it is one; a connector whose sync is
 * still going on waits for its next time, and a self-hosted one syncs by itself.
 */
export async function orderDueSyncs(): Promise<void> {
  const due = await db().connector.findMany({
    where: {
      ...livingConnector,
      kind: { not: batonKind },
      pausedAt: null,
      OR: [{ nextSyncAt: null }, { nextSyncAt: { lte: new Date() } }],
    },
    orderBy: { nextSyncAt: 'asc' },
  })
  for (const { id } of due) {
    try {
      await orderIfDue(id)
    } catch (error) {
      log.error({ err: error, connectorId: id }, 'a sync that is due could not be ordered')
    }
  }
}

async function orderIfDue(connectorId: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.$executeRaw`select 1 from "Connector" where id = ${connectorId}::uuid for no key update`
    const connector = await tx.connector.findUnique({ where: { id: connectorId, ...livingConnector } })
    if (!connector || connector.pausedAt) return
    const now = new Date()
    if (connector.nextSyncAt !== null && connector.nextSyncAt > now) return
    const isBusy = await tx.syncRun.findFirst({ where: { connectorId, finishedAt: null } })
    if (connector.nextSyncAt !== null && !isBusy) {
      const earliest = await findEarliestStart(tx, connectorId)
      if (earliest <= now) await orderRun(tx, systemActor, connectorId, 'schedule')
      else await tx.connector.update({ where: { id: connectorId }, data: { nextSyncAt: earliest } })
      return
    }
    const nextSyncAt = await findNextStart(tx, connector, now)
    await tx.connector.update({ where: { id: connectorId }, data: { nextSyncAt } })
  })
}
