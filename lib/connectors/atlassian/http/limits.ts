import { setTimeout as sleep } from 'node:timers/promises'

/** Waits that long. @throws the signal's reason as soon as it aborts. */
export async function wait(durationMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  try {
    await sleep(durationMs, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}

/** Pause before try `attempt + 1`: doubles from `baseMs`, at most 30 s, the second half of it at random. */
export function backoffMs(attempt: number, baseMs: number): number {
  const full = Math.min(baseMs * 2 ** (attempt - 1), 30_000)
  return full / 2 + (Math.random() * full) / 2
}

/**
 * How long the vendor asks to wait, in milliseconds; null when it does not say. `X-RateLimit-Reset` is an ISO instant
 * (Atlassian's OpenAPI document); `Retry-After` (seconds or an HTTP date) is not documented there but honoured.
 */
export function askedWaitMs(headers: Headers, nowMs: number): number | null {
  const reset = headers.get('x-ratelimit-reset')
  const resetMs = reset === null ? Number.NaN : Date.parse(reset) - nowMs
  if (Number.isFinite(resetMs) && resetMs > 0) return resetMs
  const after = headers.get('retry-after')
  if (after === null) return null
  const seconds = Number(after)
  const afterMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(after) - nowMs
  return Number.isFinite(afterMs) && afterMs >= 0 ? afterMs : null
}

export interface Gate {
  /** Takes a place, and resolves with the milliseconds spent waiting for it. Give it back with `leave`. */
  enter(signal: AbortSignal): Promise<number>
  leave(): void
  /** Nothing is let in for that long: one 429 means all calls of the key should rest. */
  pause(durationMs: number): void
}

/** At most `concurrency` calls at a time, first come first served. */
export function createGate(concurrency: number): Gate {
  let free = concurrency
  let pausedUntil = 0
  const waiting: (() => void)[] = []

  function takePlace(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (free > 0) {
      free -= 1
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        waiting.splice(waiting.indexOf(turn), 1)
        reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted.'))
      }
      const turn = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      waiting.push(turn)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  function leave() {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }

  return {
    leave,
    async enter(signal) {
      const startedAt = performance.now()
      await takePlace(signal)
      try {
        for (let left = pausedUntil - Date.now(); left > 0; left = pausedUntil - Date.now())
          await wait(left, signal)
        return performance.now() - startedAt
      } catch (error) {
        leave()
        throw error
      }
    },
    pause(durationMs) {
      pausedUntil = Math.max(pausedUntil, Date.now() + durationMs)
    },
  }
}
