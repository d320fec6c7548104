import type { z } from 'zod'
import type { CallReport } from '../../contract.ts'
import { ConnectorError } from '../../errors.ts'
import { toAnswerError, toNetworkError, toShapeError } from '../errors.ts'
import { backoffMs, createGate, wait, type Gate } from './limits.ts'

export interface HttpOptions {
  /** `https://api.atlassian.com/admin`, without a slash at the end or with one. */
  baseUrl: string
  accessToken: string
  onCall?: (call: CallReport) => void
  /** For one try, answer read to its end. */
  timeoutMs?: number
  maxTries?: number
  /** First pause of the exponential back-off. */
  backoffBaseMs?: number
  /** A longer wait asked for by the vendor is not waited for but reported. */
  longestWaitMs?: number
  concurrency?: number
}

export interface Call {
  method: 'GET' | 'POST' | 'DELETE'
  /** Path template and what fills it: `/v1/orgs/{orgId}`. */
  path: string
  ids: Record<string, string>
  query?: Record<string, string | number | null | undefined>
  body?: unknown
  /** A read may be sent again after any failure; a write only after a 429, which is never processed. */
  changes: boolean
}

export interface Http {
  /** @throws ConnectorError; the signal's reason when it aborts. */
  read<T>(call: Omit<Call, 'changes'>, schema: z.ZodType<T>, signal: AbortSignal): Promise<T>
  /** Sends a change and ignores the body of a success. @throws ConnectorError; the signal's reason when it aborts. */
  change(call: Omit<Call, 'changes'>, signal: AbortSignal): Promise<void>
}

type Settings = Required<Omit<HttpOptions, 'onCall'>> & Pick<HttpOptions, 'onCall'>

/** Sends calls with the token: bounded in time and number, retried where that is safe, redirects never followed. */
export function createHttp(options: HttpOptions): Http {
  const settings: Settings = {
    timeoutMs: 30_000,
    maxTries: 5,
    backoffBaseMs: 1000,
    longestWaitMs: 120_000,
    concurrency: 4,
    ...options,
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
  }
  const gate = createGate(settings.concurrency)
  return {
    async read(call, schema, signal) {
      const { status, text } = await sendWithRetries(settings, gate, { ...call, changes: false }, signal)
      return parseAnswer(schema, status, text, endpointOf(call))
    },
    async change(call, signal) {
      await sendWithRetries(settings, gate, { ...call, changes: true }, signal)
    },
  }
}

/** Method and path template of a call. */
export const endpointOf = (call: Pick<Call, 'method' | 'path'>): string => `${call.method} ${call.path}`

interface Answer {
  status: number
  text: string
}

async function sendWithRetries(
  settings: Settings,
  gate: Gate,
  call: Call,
  signal: AbortSignal,
): Promise<Answer> {
  for (let attempt = 1, pausedMs = 0; ; attempt += 1) {
    try {
      return await sendOnce(settings, gate, call, pausedMs, signal)
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error
      const pauseMs = pauseBeforeRetry(settings, call, error, attempt)
      if (pauseMs === null) throw error
      if (error.kind === 'rate-limited') gate.pause(pauseMs)
      await wait(pauseMs, signal)
      pausedMs = pauseMs
    }
  }
}

/** Milliseconds until the next try; null when there is none. */
function pauseBeforeRetry(
  settings: Settings,
  call: Call,
  error: ConnectorError,
  attempt: number,
): number | null {
  const again = error.kind === 'rate-limited' || (error.kind === 'unavailable' && !call.changes)
  if (!again || attempt >= settings.maxTries) return null
  const pauseMs = error.retryAfterMs ?? backoffMs(attempt, settings.backoffBaseMs)
  return pauseMs > settings.longestWaitMs ? null : pauseMs
}

async function sendOnce(
  settings: Settings,
  gate: Gate,
  call: Call,
  pausedMs: number,
  signal: AbortSignal,
): Promise<Answer> {
  const request = toRequest(settings, call)
  const endpoint = endpointOf(call)
  const queuedMs = await gate.enter(signal)
  const startedAt = performance.now()
  let status: number | null = null
  try {
    const limit = AbortSignal.timeout(settings.timeoutMs)
    const response = await fetch(request.url, { ...request.init, signal: AbortSignal.any([signal, limit]) })
    status = response.status
    const text = await response.text()
    if (response.ok) return { status, text }
    const { headers } = response
    throw toAnswerError({ status, headers, text, endpoint, secret: settings.accessToken })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ConnectorError) throw error
    throw toNetworkError(error, request.url.host, endpoint)
  } finally {
    gate.leave()
    const durationMs = Math.round(performance.now() - startedAt)
    settings.onCall?.({ endpoint, status, durationMs, waitedMs: Math.round(pausedMs + queuedMs) })
  }
}

function toRequest(settings: Settings, call: Call): { url: URL; init: RequestInit } {
  // fetch would repeat a token that is no valid header value in its own error message.
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
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value))
  }
  const headers: Record<string, string> = {
    authorization: `Bearer ${settings.accessToken}`,
    accept: 'application/json',
  }
  if (call.body === undefined) return { url, init: { method: call.method, headers, redirect: 'manual' } }
  headers['content-type'] = 'application/json'
  return { url, init: { method: call.method, headers, redirect: 'manual', body: JSON.stringify(call.body) } }
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
