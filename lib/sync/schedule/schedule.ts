import { CronExpressionParser } from 'cron-parser'

/** When a connector is synced by itself. */
export interface Schedule {
  /** Minutes between the starts of two syncs; counts while there is no cron expression. */
  everyMinutes: number
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron: string | null
  /** IANA name; the cron expression is read in it. */
  timeZone: string
}

export const shortestMinutes = 5
const longestJitterMs = 5 * 60_000

/**
 * The next start after an instant, a little late by chance, so that connectors with the same schedule do not all start in
 * the same second. A time that the clock skips in spring is at its end; one that it repeats in autumn is once.
 * @param lastStart of a sync; null when there was none. However late it was, the next one comes five minutes after it or later.
 * @param chance from 0 to 1.
 * @returns null for a cron expression that never comes true again.
 */
export function nextStart(
  { everyMinutes, cron, timeZone }: Schedule,
  after: Date,
  lastStart: Date | null,
  chance: number,
): Date | null {
  if (cron === null) {
    const everyMs = everyMinutes * 60_000
    return new Date(after.getTime() + everyMs + chance * Math.min(everyMs / 10, longestJitterMs))
  }
  const next = nextTimes(cron, timeZone, after, 1)[0]
  if (next === undefined) return null
  const earliest = lastStart === null ? 0 : lastStart.getTime() + shortestMinutes * 60_000
  return new Date(Math.max(next.getTime() + chance * 60_000, earliest))
}

/**
 * What is wrong with a cron expression, as a sentence for the person who wrote it; null when nothing is.
 * @param from an instant to look at the next year from.
 */
export function findCronProblem(cron: string, timeZone: string, from: Date): string | null {
  if (cron.trim().split(/\s+/).length !== 5)
    return 'Write five fields: minute, hour, day of month, month, day of week.'
  // The parser knows H as "any time, another one at every look".
  if (/\bH\b/i.test(cron)) return 'Write a number instead of H, so that everybody sees when it is.'
  try {
    const times = nextTimes(cron, timeZone, from, 500)
    if (times.length === 0) return 'This never comes true.'
    const isTooOften = times.some(
      (at, index) =>
        index > 0 && at.getTime() - (times[index - 1]?.getTime() ?? 0) < shortestMinutes * 60_000,
    )
    return isTooOften ? `Leave at least ${shortestMinutes} minutes between two syncs.` : null
  } catch (error) {
    return `This is no schedule: ${error instanceof Error ? error.message : 'it cannot be read'}.`
  }
}

/** The next starts of a cron expression, without chance. @throws Error for one that cannot be read. */
export function nextTimes(cron: string, timeZone: string, after: Date, count: number): Date[] {
  const expression = CronExpressionParser.parse(cron, { tz: timeZone, currentDate: after })
  const times: Date[] = []
  while (times.length < count) {
    try {
      times.push(expression.next().toDate())
    } catch {
      break
    }
  }
  return times
}

export const isTimeZone = (name: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}
