import { setTimeout as sleep } from 'node:timers/promises'
import type { AnswerHeaders } from './exchange.ts'

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
 * (Atlassian's OpenAPI document); `Retry-After` (seconds or an HTTP date) is not documented there but honoured. Instants
 * are compared with the answer's own `Date`, so that a wrong clock here does not matter.
 * @param nowMs the clock here, for an answer without a date.
 */
export function askedWaitMs(headers: AnswerHeaders, nowMs: number): number | null {
  const vendorNowMs = vendorNow(headers, nowMs)
  const resetMs = resetInMs(headers, vendorNowMs)
  if (resetMs !== null && resetMs > 0) return resetMs
  const after = headers.get('retry-after')
  if (after === null || after.trim() === '') return null
  const seconds = Number(after)
  const afterMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(after) - vendorNowMs
  return Number.isFinite(afterMs) && afterMs >= 0 ? afterMs : null
}

/** What is left of an endpoint's allowance; null when the answer does not say all of it. */
export function readAllowance(
  headers: AnswerHeaders,
  nowMs: number,
): { remaining: number; limit: number | null; resetsInMs: number } | null {
  const remaining = wholeNumber(headers.get('x-ratelimit-remaining'))
  const resetsInMs = resetInMs(headers, vendorNow(headers, nowMs))
  if (remaining === null || resetsInMs === null || resetsInMs <= 0) return null
  return { remaining, resetsInMs, limit: wholeNumber(headers.get('x-ratelimit-limit')) }
}

function resetInMs(headers: AnswerHeaders, vendorNowMs: number): number | null {
  const reset = headers.get('x-ratelimit-reset')
  const inMs = reset === null ? Number.NaN : Date.parse(reset) - vendorNowMs
  return Number.isFinite(inMs) ? inMs : null
}

function vendorNow(headers: AnswerHeaders, nowMs: number): number {
  const date = headers.get('date')
  const atMs = date === null ? Number.NaN : Date.parse(date)
  // `Date` has whole seconds: within one of them the clock here says more.
  return Number.isFinite(atMs) && Math.abs(atMs - nowMs) > 1000 ? atMs : nowMs
}

function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d+$/.test(value) ? Number(value) : null
}
