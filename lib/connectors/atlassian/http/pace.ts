import { ConnectorError } from '../../errors.ts'
import { readAllowance, wait } from './limits.ts'
import type { AnswerHeaders } from './exchange.ts'

/**
 * Who may send when, for all calls of one connector: so many at a time over all, and for each endpoint as fast as the
 * vendor's own count of what is left allows.
 */
export interface Pace {
  /**
   * Takes a place, and resolves with the milliseconds spent waiting for it. Give it back with `leave`.
   * @param onRest told with the milliseconds to come when a notable wait for the endpoint begins or becomes that much
   * longer; not of a wait for a place.
   * @throws ConnectorError rate-limited when the endpoint rests for longer than `longestMs`; the signal's reason.
   */
  enter(
    endpoint: string,
    longestMs: number,
    signal: AbortSignal,
    onRest?: (durationMs: number) => void,
  ): Promise<number>
  leave(endpoint: string): void
  /** Hears what an answer says about the endpoint's allowance. */
  learn(endpoint: string, headers: AnswerHeaders): void
  /** Nothing is sent to the endpoint for that long: one 429 means all its calls should rest. */
  rest(endpoint: string, durationMs: number): void
}

interface Lane {
  /** Nothing is sent before; milliseconds of the process's clock. */
  opensAt: number
  /** What the vendor counts as left until `resetsAt`, less the calls that are on their way; null: it does not say. */
  left: number | null
  resetsAt: number
  limit: number | null
  onTheirWay: number
  /** Those who wait for a change of this lane. */
  waiting: Set<() => void>
}

/** Calls to an organization at a time. */
export const usualConcurrency = 4
/** Shorter waits are nothing to tell anybody, in milliseconds. */
export const notableWaitMs = 1000
/** Below this share of its limit, what is left of an endpoint's allowance is spread over the time until its reset. */
const sparingFrom = 0.25
/** Two clocks and the way between them: a call at the very instant of the reset may come too early. */
const afterResetMs = 20

const shared = new Map<string, Pace>()

/** The one pace of this process for an organization: the vendor counts by key and organization, not by who asks. */
export function sharedPace(baseUrl: string, organizationId: string): Pace {
  const key = `${baseUrl} ${organizationId}`
  const known = shared.get(key)
  if (known) return known
  const fresh = createPace(usualConcurrency)
  shared.set(key, fresh)
  return fresh
}

/** @param concurrency calls at a time over all endpoints, first come first served. */
export function createPace(concurrency: number): Pace {
  const places = createPlaces(concurrency)
  const lanes = new Map<string, Lane>()

  function laneOf(endpoint: string): Lane {
    const known = lanes.get(endpoint)
    if (known) return known
    const fresh = openLane()
    lanes.set(endpoint, fresh)
    return fresh
  }

  return {
    async enter(endpoint, longestMs, signal, onRest) {
      const startedAt = performance.now()
      const lane = laneOf(endpoint)
      let toldUntil = 0
      const tell = (delayMs: number) => {
        const until = performance.now() + delayMs
        if (delayMs < notableWaitMs || until < toldUntil + notableWaitMs) return
        toldUntil = until
        onRest?.(delayMs)
      }
      for (;;) {
        // Waits outside of a place, so that calls to other endpoints go on meanwhile.
        await turnOf(endpoint, lane, longestMs, signal, tell)
        await places.take(signal)
        if (delayOf(lane, performance.now()) <= 0) break
        places.giveBack()
      }
      setOut(lane, performance.now())
      return performance.now() - startedAt
    },
    leave(endpoint) {
      const lane = laneOf(endpoint)
      lane.onTheirWay -= 1
      places.giveBack()
    },
    learn(endpoint, headers) {
      const allowance = readAllowance(headers, Date.now())
      if (!allowance) return
      const lane = laneOf(endpoint)
      // The call that this answer belongs to is still counted as on its way.
      lane.left = Math.max(0, allowance.remaining - (lane.onTheirWay - 1))
      lane.limit = allowance.limit
      lane.resetsAt = performance.now() + allowance.resetsInMs + afterResetMs
      wake(lane)
    },
    rest(endpoint, durationMs) {
      const lane = laneOf(endpoint)
      lane.opensAt = Math.max(lane.opensAt, performance.now() + durationMs)
      wake(lane)
    },
  }
}

function openLane(): Lane {
  return { opensAt: 0, left: null, resetsAt: 0, limit: null, onTheirWay: 0, waiting: new Set() }
}

/** Waits until the endpoint may be called, looking again whenever an answer changes what is known of it. */
async function turnOf(
  endpoint: string,
  lane: Lane,
  longestMs: number,
  signal: AbortSignal,
  tell: (delayMs: number) => void,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const delayMs = delayOf(lane, performance.now())
    if (delayMs <= 0) return
    if (delayMs > longestMs) throw tooLong(endpoint, delayMs)
    tell(delayMs)
    await waitOrChange(lane, delayMs, signal)
  }
}

async function waitOrChange(lane: Lane, delayMs: number, signal: AbortSignal): Promise<void> {
  const changed = new AbortController()
  const wakeUp = () => changed.abort()
  lane.waiting.add(wakeUp)
  try {
    await wait(delayMs, AbortSignal.any([signal, changed.signal]))
  } catch (error) {
    signal.throwIfAborted()
    if (!changed.signal.aborted) throw error
  } finally {
    lane.waiting.delete(wakeUp)
  }
}

function wake(lane: Lane): void {
  for (const wakeUp of lane.waiting) wakeUp()
}

/** Milliseconds until the endpoint may be called; 0 or less: now. */
function delayOf(lane: Lane, nowMs: number): number {
  const restMs = lane.opensAt - nowMs
  if (lane.left === null || lane.resetsAt <= nowMs) return restMs
  return lane.left > 0 ? restMs : Math.max(restMs, lane.resetsAt - nowMs)
}

/** Counts a call that is sent now, and when the allowance runs low sets the moment of the next one. */
function setOut(lane: Lane, nowMs: number): void {
  lane.onTheirWay += 1
  if (lane.left === null) return
  if (lane.resetsAt <= nowMs) {
    lane.left = null
    return
  }
  lane.left -= 1
  if (lane.left === 0 || lane.limit === null || lane.left > lane.limit * sparingFrom) return
  lane.opensAt = Math.max(lane.opensAt, nowMs + (lane.resetsAt - nowMs) / (lane.left + 1))
}

function tooLong(endpoint: string, delayMs: number): ConnectorError {
  const vendor = { status: null, code: null, title: null, detail: null, requestId: null, endpoint }
  const message = `Atlassian's rate limit is used up for another ${Math.ceil(delayMs / 1000)} seconds.`
  return new ConnectorError({ kind: 'rate-limited', message, vendor, retryAfterMs: delayMs })
}

function createPlaces(count: number) {
  let free = count
  const waiting: (() => void)[] = []
  return {
    take(signal: AbortSignal): Promise<void> {
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
    },
    giveBack(): void {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    },
  }
}
