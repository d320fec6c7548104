import { z } from 'zod'

const Request = z.object({ requestId: z.uuid() })

/**
 * Every job there is. `retryLimit` counts redeliveries after a crash or an unexpected error; expected refusals are stored by
 * the handler and do not throw. `heartbeatSeconds`: a worker that died is noticed after that and the job is given to another.
 */
export const catalogue = {
  'run-sync': {
    schema: z.object({ runId: z.uuid() }),
    retryLimit: 3,
    heartbeatSeconds: 20,
    expireInSeconds: 6 * 3600,
    concurrency: 2,
  },
  'provision-request': {
    schema: Request,
    retryLimit: 5,
    heartbeatSeconds: 20,
    expireInSeconds: 600,
    concurrency: 8,
  },
  'verify-request': {
    schema: Request,
    retryLimit: 5,
    heartbeatSeconds: 20,
    expireInSeconds: 600,
    concurrency: 16,
  },
} as const

export type JobName = keyof typeof catalogue
export type JobPayload<N extends JobName> = z.output<(typeof catalogue)[N]['schema']>
