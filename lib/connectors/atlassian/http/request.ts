import type { z } from 'zod'
import type { CallReport, WaitReport } from '../../contract.ts'
import { ConnectorError } from '../../errors.ts'
import { toAnswerError, toNetworkError, toShapeError } from '../errors.ts'
import { exchange, type Answer, type Request } from './exchange.ts'
import { backoffMs, wait } from './limits.ts'
import { createPace, notableWaitMs, usualConcurrency, type Pace } from './pace.ts'

export interface HttpOptions {
  /** `https://api.atlassian.com/admin`, without a slash at the end or with one. */
  baseUrl: string
  accessToken: string
  /** Told of every try, once it is over and its answer read. */
  onCall?: (call: CallReport) => void
  /** Told of every pause of a second or more when it begins; waiting for a place among other calls is none. */
  onWait?: (wait: WaitReport) => void
  /** For one try, answer read to its end. */
  timeoutMs?: number
  /** Tries after failures; waits for the rate limit do not count. */
  maxTries?: number
  /** First pause of the exponential back-off. */
  backoffBaseMs?: number
  /** How long one call may wait for the rate limit in all. What would take longer is not waited for but reported. */
  patienceMs?: number
  concurrency?: number
  /** Shared by everything that speaks to the organization from this process; its own unless given. */
  pace?: Pace
}

export interface Call {
  method: 'GET' | 'POST' | 'DELETE'
  /** Path template and what fills it: `/v1/orgs/{orgId}`. */
  path: string
  ids: Record<string, string>
  /** A list is sent as the same name again and again. */
  query?: Record<string, string | number | boolean | readonly string[] | null | undefined>
  body?: unknown
  /** A read may be sent again after any failure; a write only after a 429, which is never processed. */
  changes: boolean
}

export interface Http {
  /** @throws ConnectorError; the signal's reason when it aborts. */
  read<T>(call: Omit<Call, 'changes'>, schema: z.ZodType<T>, signal: AbortSignal): Promise<T>
  /** Sends a change and ignores the body of a success. @throws ConnectorError; the signal's reason when it aborts. */
  change(call: Omit<Call, 'changes'>, signal: AbortSignal): Promise<void>
  /** Sends a change whose success has a body. @throws ConnectorError; the signal's reason when it aborts. */
  changeAndRead<T>(call: Omit<Call, 'changes'>, schema: z.ZodType<T>, signal: AbortSignal): Promise<T>
}

type Told = 'onCall' | 'onWait'
type Settings = Required<Omit<HttpOptions, Told | 'concurrency'>> & Pick<HttpOptions, Told>

/** Sends calls with the token: bounded in time and number, retried where that is safe, redirects never followed. */
export function createHttp(options: HttpOptions): Http {
  const settings: Settings = {
    timeoutMs: 30_000,
    maxTries: 5,
    backoffBaseMs: 1000,
    patienceMs: 120_000,
    ...options,
    pace: options.pace ?? createPace(options.concurrency ?? usualConcurrency),
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
  }
  return {
    async read(call, schema, signal) {
      const parse = ({ status, text }: Answer) => parseAnswer(schema, status, text, endpointOf(call))
      return await sendWithRetries(settings, { ...call, changes: false }, parse, signal)
    },
    async change(call, signal) {
      await sendWithRetries(settings, { ...call, changes: true }, () => null, signal)
    },
    async changeAndRead(call, schema, signal) {
      const parse = ({ status, text }: Answer) => parseAnswer(schema, status, text, endpointOf(call))
      return await sendWithRetries(settings, { ...call, changes: true }, parse, signal)
    },
  }
}

/** Method and path template of a call. */
export const endpointOf = (call: Pick<Call, 'method' | 'path'>): string => `${call.method} ${call.path}`

/** What one call has spent so far. */
interface Spent {
  failures: number
  rateLimits: number
  /** Waited for the rate limit, in milliseconds. */
  waitedMs: number
}

async function sendWithRetries<T>(
  settings: Settings,
  call: Call,
  parse: (answer: Answer) => T,
  signal: AbortSignal,
): Promise<T> {
  const spent: Spent = { failures: 0, rateLimits: 0, waitedMs: 0 }
  for (let pausedMs = 0; ;) {
    try {
      return await sendOnce(settings, call, parse, spent, pausedMs, signal)
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error
      const pauseMs = pauseBeforeRetry(settings, call, error, spent)
      if (pauseMs === null) throw error
      if (error.kind === 'rate-limited') settings.pace.rest(endpointOf(call), pauseMs)
      else await pauseForRetry(settings, call, pauseMs, signal)
      pausedMs = error.kind === 'rate-limited' ? 0 : pauseMs
    }
  }
}

/** Milliseconds until the next try; null when there is none. */
function pauseBeforeRetry(
  settings: Settings,
  call: Call,
  error: ConnectorError,
  spent: Spent,
): number | null {
  if (error.kind === 'rate-limited') {
    spent.rateLimits += 1
    const pauseMs = withJitter(error.retryAfterMs) ?? backoffMs(spent.rateLimits, settings.backoffBaseMs)
    return spent.waitedMs + pauseMs > settings.patienceMs ? null : pauseMs
  }
  spent.failures += 1
  if (call.changes || !error.retryable || spent.failures >= settings.maxTries) return null
  return error.retryAfterMs ?? backoffMs(spent.failures, settings.backoffBaseMs)
}

async function pauseForRetry(
  settings: Settings,
  call: Call,
  durationMs: number,
  signal: AbortSignal,
): Promise<void> {
  if (durationMs >= notableWaitMs) {
    settings.onWait?.({ endpoint: endpointOf(call), reason: 'retry', durationMs: Math.round(durationMs) })
  }
  await wait(durationMs, signal)
}

/** A little more than asked, so that those who were told the same do not come back together. */
const withJitter = (askedMs: number | null): number | null =>
  askedMs === null ? null : askedMs + Math.random() * Math.min(1000, askedMs / 10)

/** One try from waiting for its turn to making sense of its answer, reported once however it ends. */
async function sendOnce<T>(
  settings: Settings,
  call: Call,
  parse: (answer: Answer) => T,
  spent: Spent,
  pausedMs: number,
  signal: AbortSignal,
): Promise<T> {
  const request = toRequest(settings, call)
  const endpoint = endpointOf(call)
  const queuedMs = await settings.pace.enter(endpoint, settings.patienceMs - spent.waitedMs, signal, (ms) =>
    settings.onWait?.({ endpoint, reason: 'rate-limit', durationMs: Math.round(ms) }),
  )
  spent.waitedMs += queuedMs
  const waitedMs = Math.round(pausedMs + queuedMs)
  const report: CallReport = { endpoint, status: null, durationMs: 0, waitedMs, parsedMs: 0 }
  try {
    const answer = await receive(settings, request, report, signal)
    const startedAt = performance.now()
    try {
      return parse(answer)
    } finally {
      report.parsedMs = Math.round(performance.now() - startedAt)
    }
  } finally {
    settings.onCall?.(report)
  }
}

/** Sends the request and reads the answer to its end; writes status and duration into the report. */
async function receive(
  settings: Settings,
  request: Request,
  report: CallReport,
  signal: AbortSignal,
): Promise<Answer> {
  const { endpoint } = report
  const startedAt = performance.now()
  try {
    const limit = AbortSignal.timeout(settings.timeoutMs)
    const answer = await exchange(request, AbortSignal.any([signal, limit]))
    const { status, headers } = answer
    report.status = status
    settings.pace.learn(endpoint, headers)
    if (status >= 200 && status < 300) return answer
    throw toAnswerError({ ...answer, endpoint, secret: settings.accessToken })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ConnectorError) throw error
    throw toNetworkError(error, request.url.host, endpoint)
  } finally {
    settings.pace.leave(endpoint)
    report.durationMs = Math.round(performance.now() - startedAt)
  }
}

function toRequest(settings: Settings, call: Call): Request {
  // A token that is no valid header value could be repeated in an error message.
  if (!/^[\x21-\x7e]+$/.test(settings.accessToken)) {
    throw new ConnectorError({
      kind: 'auth',
      message: 'The access token has characters that no token has.',
      vendor: {
        status: null,
        code: null,
        title: null,
        detail: null,
        requestId: null,
        endpoint: endpointOf(call),
      },
    })
  }
  const path = call.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.ids[name] ?? ''))
  const url = new URL(settings.baseUrl + path)
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value === null || value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one))
  }
  const headers: Record<string, string> = {
    authorization: `Bearer ${settings.accessToken}`,
    accept: 'application/json',
  }
  const { method } = call
  if (call.body === undefined) return { url, method, headers, body: null }
  headers['content-type'] = 'application/json'
  return { url, method, headers, body: JSON.stringify(call.body) }
}

function parseAnswer<T>(schema: z.ZodType<T>, status: number, text: string, endpoint: string): T {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw toShapeError(status, text, endpoint, null)
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw toShapeError(status, text, endpoint, issue ? `${issue.path.join('.')}: ${issue.message}` : null)
}
