import { db } from '#lib/platform/db/client.ts'
import { log } from '#lib/platform/log.ts'

const everyMs = 5_000
const deadAfterMs = 20_000

/** Says every five seconds that this worker is there, until the returned function is called. */
export async function startHeartbeat(workerId: string): Promise<() => Promise<void>> {
  await db().workerProcess.deleteMany({ where: { seenAt: { lt: new Date(Date.now() - deadAfterMs) } } })
  await db().workerProcess.create({ data: { id: workerId } })
  const beat = setInterval(() => {
    db()
      .workerProcess.upsert({
        where: { id: workerId },
        create: { id: workerId },
        update: { seenAt: new Date() },
      })
      .catch((error: unknown) => log.warn({ err: error }, 'heartbeat'))
  }, everyMs)
  return async () => {
    clearInterval(beat)
    await db().workerProcess.deleteMany({ where: { id: workerId } })
  }
}
