import { db } from '#lib/platform/db/client.ts'

const deadAfterMs = 20_000

export interface Health {
  status: 'ok' | 'degraded'
  database: 'ok' | 'unreachable'
  worker: 'ok' | 'missing'
}

/** Whether the database answers and a worker has been heard of in the last 20 s. Never throws. */
export async function readHealth(): Promise<Health> {
  try {
    const alive = await db().workerProcess.count({
      where: { seenAt: { gt: new Date(Date.now() - deadAfterMs) } },
    })
    const worker = alive > 0 ? 'ok' : 'missing'
    return { status: worker === 'ok' ? 'ok' : 'degraded', database: 'ok', worker }
  } catch {
    return { status: 'degraded', database: 'unreachable', worker: 'missing' }
  }
}
