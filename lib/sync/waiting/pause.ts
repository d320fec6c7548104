/** A run that an answer of the vendor, or none, has stopped. */
export interface Stop {
  kind: 'rate-limited' | 'unavailable'
  /** How long the vendor wants to be left alone, in milliseconds; null when it does not say. */
  retryAfterMs: number | null
  /** Since when the run is worked on: time that it lay held, or without a worker, does not count. */
  takenUpAt: Date
  /** Since when the vendor is asked: after a rest that it wished for, this is later. */
  askedFrom: Date
  /** When the run has kept a page last; null when it has read nothing yet. */
  lastPageAt: Date | null
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** A vendor that answers nothing for longer is left to the next run. */
const longestOutageMs = hour
/** A run that the rate limit draws out for longer shows no one time any more. */
const longestRunMs = 24 * hour

/**
 * How long a run that was stopped rests before it goes on, in milliseconds; null when it is not worth to wait any longer,
 * or when the vendor cannot be reached and nothing was read that could be lost: that is better said at once.
 */
export function planPause(
  { kind, retryAfterMs, takenUpAt, askedFrom, lastPageAt }: Stop,
  now: Date,
): number | null {
  const askedMs = retryAfterMs ?? 0
  if (kind === 'rate-limited') {
    const pauseMs = Math.max(askedMs, minute)
    return now.getTime() + pauseMs - takenUpAt.getTime() > longestRunMs ? null : pauseMs
  }
  if (lastPageAt === null) return null
  const silentMs = now.getTime() - Math.max(lastPageAt.getTime(), askedFrom.getTime())
  const pauseMs = Math.max(askedMs, Math.min(Math.max(silentMs, 15 * second), 5 * minute))
  return silentMs + pauseMs > longestOutageMs ? null : pauseMs
}
