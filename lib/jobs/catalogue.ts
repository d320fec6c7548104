import { z } from 'zod'

const Run = z.object({ runId: z.uuid() })
const SyncNotice = z.object({ runId: z.uuid(), about: z.enum(['failing', 'held', 'settled']) })
const Nothing = z.object({})
const Connector = z.object({ connectorId: z.uuid() })
const Mail = z.object({ mailId: z.uuid() })
const Request = z.object({ requestId: z.uuid() })

/**
 * Every job there is. `retryLimit` counts redeliveries after a crash or an unexpected error; expected refusals are stored by
 * the handler and do not throw; an orderly stop of the worker counts as one too. `heartbeatSeconds`: a worker that died is
 * noticed within that and ten seconds more, and the job is given to another.
 * `whenGivenUp`: the job that says so to people when no redelivery is left; it gets the same payload and comes earlier in the list.
 * `cron`: when the queue puts it in by itself, in UTC; a time that passed while no worker was there is not made up for.
 */
export const catalogue = {
  'give-up-sync': {
    schema: Run,
    retryLimit: 20,
    heartbeatSeconds: 20,
    expireInSeconds: 60,
    concurrency: 1,
    whenGivenUp: null,
    cron: null,
  },
  'give-up-request': {
    schema: Request,
    retryLimit: 20,
    heartbeatSeconds: 20,
    expireInSeconds: 60,
    concurrency: 1,
    whenGivenUp: null,
    cron: null,
  },
  'give-up-mail': {
    schema: Mail,
    retryLimit: 20,
    heartbeatSeconds: 20,
    expireInSeconds: 60,
    concurrency: 1,
    whenGivenUp: null,
    cron: null,
  },
  'notify-of-sync': {
    schema: SyncNotice,
    retryLimit: 20,
    heartbeatSeconds: 20,
    expireInSeconds: 60,
    concurrency: 1,
    whenGivenUp: null,
    cron: null,
  },
  'send-mail': {
    schema: Mail,
    retryLimit: 20,
    heartbeatSeconds: 20,
    expireInSeconds: 300,
    concurrency: 4,
    whenGivenUp: 'give-up-mail',
    cron: null,
  },
  'warn-of-expiring-keys': {
    schema: Nothing,
    retryLimit: 5,
    heartbeatSeconds: 20,
    expireInSeconds: 600,
    concurrency: 1,
    whenGivenUp: null,
    cron: '41 7 * * *',
  },
  'order-due-syncs': {
    schema: Nothing,
    retryLimit: 0,
    heartbeatSeconds: 20,
    expireInSeconds: 60,
    concurrency: 1,
    whenGivenUp: null,
    cron: '* * * * *',
  },
  'end-connector': {
    schema: Connector,
    retryLimit: 20,
    heartbeatSeconds: 20,
    expireInSeconds: 3600,
    concurrency: 1,
    whenGivenUp: null,
    cron: null,
  },
  'prune-sync-logs': {
    schema: Nothing,
    retryLimit: 0,
    heartbeatSeconds: 20,
    expireInSeconds: 600,
    concurrency: 1,
    whenGivenUp: null,
    cron: '17 3 * * *',
  },
  'purge-deleted-apps': {
    schema: Nothing,
    retryLimit: 5,
    heartbeatSeconds: 20,
    expireInSeconds: 3600,
    concurrency: 1,
    whenGivenUp: null,
    cron: '47 3 * * *',
  },
  'run-sync': {
    schema: Run,
    retryLimit: 20,
    heartbeatSeconds: 20,
    expireInSeconds: 6 * 3600,
    // A run mostly waits for the vendor, maybe minutes for its rate limit, and the others go on meanwhile. Eight that read
    // 20,000 accounts each took 272 MB together, one 238 MB.
    concurrency: 8,
    whenGivenUp: 'give-up-sync',
    cron: null,
  },
  'provision-request': {
    schema: Request,
    retryLimit: 5,
    heartbeatSeconds: 20,
    expireInSeconds: 600,
    concurrency: 8,
    whenGivenUp: 'give-up-request',
    cron: null,
  },
  'verify-request': {
    schema: Request,
    retryLimit: 5,
    heartbeatSeconds: 20,
    expireInSeconds: 600,
    concurrency: 16,
    whenGivenUp: 'give-up-request',
    cron: null,
  },
} as const

export type JobName = keyof typeof catalogue
export type JobPayload<N extends JobName> = z.output<(typeof catalogue)[N]['schema']>
