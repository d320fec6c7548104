import { PgBoss } from 'pg-boss'
import { env } from '#lib/platform/env.ts'
import { log } from '#lib/platform/log.ts'
import { catalogue, type JobName, type JobPayload } from './catalogue.ts'

/**
 * What does each job. `signal` aborts when the worker shuts down or the job has run out of time; `jobId` (a UUID) is the same
 * again when the job is given out once more.
 */
export type JobHandlers = {
  [N in JobName]: (payload: JobPayload<N>, signal: AbortSignal, jobId: string) => Promise<void>
}

const pollingIntervalSeconds = 3
const lookAfterSeconds = 10

/** Opens the queue, creating or updating its schema and the catalogue's queues. */
export async function openQueue(): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    max: 6,
    useListenNotify: true,
    superviseIntervalSeconds: lookAfterSeconds,
    monitorIntervalSeconds: lookAfterSeconds,
  })
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  for (const [name, job] of Object.entries(catalogue)) {
    const options = {
      notify: true,
      retryLimit: job.retryLimit,
      retryBackoff: true,
      retryDelay: 1,
      retryDelayMax: 60,
      heartbeatSeconds: job.heartbeatSeconds,
      expireInSeconds: job.expireInSeconds,
      ...(job.whenGivenUp ? { deadLetter: job.whenGivenUp } : {}),
    }
    await boss.createQueue(name, options)
    await boss.updateQueue(name, options)
    if (job.cron) await boss.schedule(name, job.cron, {})
  }
  return boss
}

/** Starts working on every queue. A job starts within milliseconds; one that was to wait, or was given back, with the next poll. */
export async function work(boss: PgBoss, handlers: JobHandlers, shutdown: AbortSignal): Promise<void> {
  await workOn(boss, 'run-sync', handlers['run-sync'], shutdown)
  await workOn(boss, 'notify-of-sync', handlers['notify-of-sync'], shutdown)
  await workOn(boss, 'send-mail', handlers['send-mail'], shutdown)
  await workOn(boss, 'warn-of-expiring-keys', handlers['warn-of-expiring-keys'], shutdown)
  await workOn(boss, 'order-due-syncs', handlers['order-due-syncs'], shutdown)
  await workOn(boss, 'end-connector', handlers['end-connector'], shutdown)
  await workOn(boss, 'prune-sync-logs', handlers['prune-sync-logs'], shutdown)
  await workOn(boss, 'purge-deleted-apps', handlers['purge-deleted-apps'], shutdown)
  await workOn(boss, 'provision-request', handlers['provision-request'], shutdown)
  await workOn(boss, 'verify-request', handlers['verify-request'], shutdown)
  await workOn(boss, 'give-up-sync', handlers['give-up-sync'], shutdown)
  await workOn(boss, 'give-up-mail', handlers['give-up-mail'], shutdown)
  await workOn(boss, 'give-up-request', handlers['give-up-request'], shutdown)
}

async function workOn<N extends JobName>(
  boss: PgBoss,
  name: N,
  handle: JobHandlers[N],
  shutdown: AbortSignal,
): Promise<void> {
  const { schema, concurrency } = catalogue[name]
  await boss.work(
    name,
    {
      localConcurrency: concurrency,
      pollingIntervalSeconds,
      notifyPollingIntervalSeconds: pollingIntervalSeconds,
    },
    async ([job]) => {
      if (!job) return
      try {
        // the catalogue pairs schema and payload by name
        const payload = schema.parse(job.data) as JobPayload<N>
        await handle(payload, AbortSignal.any([job.signal, shutdown]), job.id)
      } catch (error) {
        log.error({ err: error, job: name, jobId: job.id }, 'a job failed')
        throw error
      }
    },
  )
}
