import type { Settings } from '../settings.ts'
import { templateOf } from './endpoints.ts'

const minuteMs = 60_000

/** Limits a minute that Atlassian publishes (narrative of its OpenAPI document); all others are unpublished, so off. */
const published: Record<string, number> = {
  'GET /v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates': 200,
  'GET /v1/orgs/{orgId}/events': 10,
  'GET /v1/orgs/{orgId}/events/{eventId}': 10,
  'GET /v1/orgs/{orgId}/event-actions': 10,
  'GET /v1/orgs/{orgId}/events-stream': 50,
}

interface Rule {
  endpoint: string
  /** Null: none, also when `*` has one. */
  limit: number | null
  windowMs: number
}

interface Window {
  startedAt: number
  used: number
}

/** What a call found in its window. */
export interface Allowance {
  limit: number | null
  remaining: number
  resetAt: number
  exhausted: boolean
}

/** A fixed window for each endpoint; it begins with the first call in it. */
export class RateLimits {
  readonly #rules = new Map<string, Rule>()
  readonly #windows = new Map<string, Window>()

  constructor() {
    this.reset()
  }

  /** Back to what Atlassian publishes, with nothing used. */
  reset(): void {
    this.#rules.clear()
    this.#windows.clear()
    for (const [endpoint, limit] of Object.entries(published))
      this.set({ endpoint, limit, windowMs: minuteMs })
  }

  /** `*` gives every endpoint without a limit of its own one; each counts for itself. Starts counting anew. */
  set(rule: Rule): void {
    this.#rules.set(templateOf(rule.endpoint), rule)
    if (rule.endpoint === '*') this.#windows.clear()
    else this.#windows.delete(templateOf(rule.endpoint))
  }

  /** Counts a call. Null when its endpoint has no limit. */
  take(endpoint: string, now: number): Allowance | null {
    const template = templateOf(endpoint)
    const rule = this.#rules.get(template) ?? this.#rules.get('*')
    if (!rule || rule.limit === null) return null
    const running = this.#windows.get(template)
    const window = running && now < running.startedAt + rule.windowMs ? running : { startedAt: now, used: 0 }
    this.#windows.set(template, window)
    const exhausted = window.used >= rule.limit
    if (!exhausted) window.used += 1
    return {
      limit: rule.limit,
      remaining: rule.limit - window.used,
      resetAt: window.startedAt + rule.windowMs,
      exhausted,
    }
  }

  list(): Rule[] {
    return [...this.#rules.values()]
  }
}

/** The three documented headers, and `Retry-After` on a refusal when the switch asks for it. */
export function limitHeaders(allowance: Allowance, settings: Settings): Record<string, string> {
  const { limit, remaining, resetAt, exhausted } = allowance
  const documented = {
    ...(limit === null ? {} : { 'x-ratelimit-limit': String(limit) }),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': new Date(resetAt).toISOString(),
  }
  return {
    ...(settings.rateLimitHeaders === 'on' ? documented : {}),
    ...(exhausted ? retryAfter(resetAt, settings) : {}),
  }
}

/** Rounded up: a date has no fractions of a second, and who comes too early is refused again. */
function retryAfter(resetAt: number, settings: Settings): Record<string, string> {
  if (settings.retryAfter === 'absent') return {}
  if (settings.retryAfter === 'seconds')
    return { 'retry-after': String(Math.max(0, Math.ceil((resetAt - Date.now()) / 1000))) }
  return { 'retry-after': new Date(Math.ceil(resetAt / 1000) * 1000).toUTCString() }
}
