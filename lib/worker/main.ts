import { closeQueue, enqueue } from '#lib/jobs/enqueue.ts'
import { openQueue, work } from '#lib/jobs/work.ts'
import { closeDb, transaction } from '#lib/platform/db/client.ts'
import { newId } from '#lib/platform/ids.ts'
import { log } from '#lib/platform/log.ts'
import { handlers } from './handlers.ts'
import { startHeartbeat } from './heartbeat.ts'

const graceMs = 5_000

const shutdown = new AbortController()
const boss = await openQueue()
const stopHeartbeat = await startHeartbeat(newId())
await work(boss, handlers, shutdown.signal)
// The hour at which the queue does it may pass while no worker is there.
await transaction((tx) => enqueue(tx, 'warn-of-expiring-keys', {}))
log.info('the worker is ready')

async function stop(reason: string): Promise<void> {
  if (shutdown.signal.aborted) return
  log.info({ reason }, 'the worker stops')
  shutdown.abort(new Error('The worker is shutting down.'))
  await boss.stop({ graceful: true, timeout: graceMs })
  await stopHeartbeat()
  await closeQueue()
  await closeDb()
  process.exit(0)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void stop(signal)
  })
}
process.on('disconnect', () => {
  void stop('the supervisor is gone')
})
