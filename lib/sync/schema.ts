import { z } from 'zod'
import { PageKey } from '#lib/platform/db/keyset.ts'

export const RunRef = z.object({ runId: z.uuid() })
export type RunRef = z.infer<typeof RunRef>

/** What the URLs of the lists of runs, of changes and of log lines may say. */
export const RunListFilter = PageKey

/** Lines on one page of a log. */
export const logPageSize = 200

export const LimitRef = z.object({ connectorId: z.uuid(), kind: z.string().min(1).max(100) })
export type LimitRef = z.infer<typeof LimitRef>

/** From when on removals of one kind are held. Both numbers have to be passed. */
export const RemovalLimit = LimitRef.extend({
  percent: z.coerce
    .number('Enter a number')
    .int('Enter a whole number')
    .min(1, 'At least 1 %')
    .max(100, 'At most 100 %'),
  objects: z.coerce
    .number('Enter a number')
    .int('Enter a whole number')
    .min(0, 'At least 0')
    .max(1_000_000, 'At most 1,000,000'),
})
export type RemovalLimit = z.infer<typeof RemovalLimit>

const everyMinutes = z.coerce
  .number('Enter a number')
  .int('Enter a whole number of minutes')
  .min(5, 'At least 5 minutes')
  .max(10_080, 'At most a week, 10,080 minutes')

/**
 * Of the two ways, what belongs to the other one is not looked at: it is not on the screen. Times of day are read in the
 * time zone; an interval needs none.
 */
export const SetSchedule = z
  .object({
    connectorId: z.uuid(),
    kind: z.enum(['interval', 'cron']),
    everyMinutes: z.union([z.string().max(20), z.number()]),
    cron: z.string().max(200),
    timeZone: z.string().max(100),
  })
  .superRefine(({ kind, ...given }, context) => {
    if (kind === 'cron') {
      if (given.timeZone === '')
        context.addIssue({ code: 'custom', path: ['timeZone'], message: 'Choose a time zone' })
      return
    }
    const { error } = everyMinutes.safeParse(given.everyMinutes)
    for (const { message } of error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['everyMinutes'], message })
  })
export type SetSchedule = z.infer<typeof SetSchedule>

export const SetPaused = z.object({ connectorId: z.uuid(), paused: z.boolean() })
