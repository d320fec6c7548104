import { isRecord, type Reply } from '../replies.ts'
import type { Settings } from '../settings.ts'
import { writeErrorForm } from './error-form.ts'
import type { Fault } from './fault.ts'
import { limitHeaders } from './rate-limits.ts'

const webPage = '<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>'

/** What is sent instead of the answer; null for a fault that leaves the answer or alters it. */
export function replaceReply(fault: Fault, at: { path: string; settings: Settings }): Reply | null {
  if (fault.reset) return { status: 0, destroy: true }
  const { status } = fault
  const headers = { ...resetHeaders(fault, at.settings), ...lowerCase(fault.headers) }
  if (fault.location !== undefined)
    return { status: status ?? 302, headers: { ...headers, location: fault.location } }
  if (fault.html)
    return { status: status ?? 502, text: webPage, headers: { 'content-type': 'text/html', ...headers } }
  if (fault.malformed) return { status: status ?? 200, text: '{"data":[{"id":"', headers }
  if (status === undefined) return null
  if (fault.empty) return { status, headers }
  if (fault.body !== undefined) return { status, body: fault.body, headers }
  const form = fault.form ?? 'proxy'
  const detail = fault.detail ?? (status === 429 ? 'Rate limit exceeded' : 'Injected fault')
  const body = writeErrorForm(
    { ...fault, status, form, detail },
    { path: at.path, errorStatus: at.settings.errorStatus },
  )
  return { status, body, headers }
}

function resetHeaders({ resetInMs }: Fault, settings: Settings): Record<string, string> {
  if (resetInMs === undefined) return {}
  const resetAt = Date.now() + resetInMs
  return limitHeaders({ limit: null, remaining: 0, resetAt, exhausted: true }, settings)
}

/** One spelling, so that a header of the fault takes the place of the sandbox's own. */
function lowerCase(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** The real answer with what the fault does to it. */
export function alterReply(
  fault: Fault,
  reply: Reply,
  at: { cursor: string | null; settings: Settings },
): Reply {
  const altered: Reply = {
    ...reply,
    ...(fault.cutBody ? { cut: true } : {}),
    ...(fault.headers ? { headers: { ...reply.headers, ...lowerCase(fault.headers) } } : {}),
  }
  if (!isRecord(reply.body) || !Array.isArray(reply.body['data'])) return altered
  const body = { ...reply.body }
  if (fault.truncate !== undefined) {
    body['data'] = reply.body['data'].slice(0, fault.truncate)
    setNext(body, () => (at.settings.next === 'null' ? null : undefined))
  }
  const { leaveOut } = fault
  if (leaveOut !== undefined) body['data'] = reply.body['data'].map((row) => without(row, leaveOut))
  const { cursor } = at
  if (fault.repeatCursor && cursor !== null) setNext(body, (next) => withCursor(next, cursor))
  return { ...altered, body }
}

function without(row: unknown, field: string): unknown {
  if (!isRecord(row)) return row
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== field))
}

/** Lists name their next page in `links`; those of events in `meta` as well. */
function setNext(body: Record<string, unknown>, change: (next: unknown) => unknown): void {
  const { links, meta } = body
  if (isRecord(links)) body['links'] = { ...links, next: change(links['next']) }
  if (isRecord(meta) && 'next' in meta) body['meta'] = { ...meta, next: change(meta['next']) }
}

function withCursor(next: unknown, cursor: string): string {
  if (typeof next !== 'string' || !URL.canParse(next)) return cursor
  const url = new URL(next)
  url.searchParams.set('cursor', cursor)
  return url.href
}
