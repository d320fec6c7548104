import { ConnectorError, type ConnectorErrorKind, type VendorAnswer } from '../errors.ts'
import { askedWaitMs } from './http/limits.ts'
import type { AnswerHeaders } from './http/exchange.ts'

type Said = Pick<VendorAnswer, 'code' | 'title' | 'detail' | 'requestId'>
type Meaning = readonly [kind: ConnectorErrorKind, message: string]

const noSeat =
  'No seat is free: the user limit of a product is reached. Free a seat or raise the limit in Atlassian, then try again.'
const roleNotOffered = 'Atlassian does not offer this role on this workspace.'
const tokenRefused = 'Atlassian does not accept the access token: it is wrong, expired or revoked.'
const scopesTooNarrow = 'The access token was created with scopes, and they do not allow this call.'
const organizationUnknown = 'Atlassian does not know this organization.'

/** Codes of Atlassian's OpenAPI document; 400-5 and 409-2 were measured by public clients. */
const meaningOfCode: Record<string, Meaning> = {
  'ADMIN-UAM-400-2': [
    'inactive-account',
    'The account is not active in Atlassian, so its access cannot be changed.',
  ],
  'ADMIN-UAM-400-3': ['invalid-role', roleNotOffered],
  'ADMIN-UAM-400-4': [
    'invalid-role',
    'The product behind this workspace is not licensed, so its roles cannot be given.',
  ],
  'ADMIN-UAM-400-5': ['invalid-role', 'Atlassian needs to know the workspace on which this role is given.'],
  'ADMIN-UAM-402-1': ['seat-limit', 'Atlassian asks for a paid subscription before this can be given.'],
  'ADMIN-UAM-403-2': ['forbidden', 'The access token may not manage this organization.'],
  'ADMIN-403-3': ['forbidden', 'The access token may not manage this organization.'],
  'ADMIN-403-5': ['forbidden', 'Atlassian does not let this group be changed from here.'],
  'ADMIN-404-2': ['not-found', organizationUnknown],
  'ADMIN-UAM-404-2': ['not-found', organizationUnknown],
  'ADMIN-UAM-404-1': [
    'not-found',
    'Atlassian does not know this account in the directory behind the workspace.',
  ],
  'ADMIN-404-8': ['not-found', 'Atlassian does not know this account.'],
  'ADMIN-404-10': ['not-found', 'Atlassian does not know this group.'],
  'ADMIN-UAM-409-2': ['conflict', 'The account is already a member of this group.'],
  'ADMIN-UAM-409-3': ['seat-limit', noSeat],
  'ADMIN-409-3': ['seat-limit', noSeat],
  INSUFFICIENT_SCOPE: ['forbidden', scopesTooNarrow],
}

const meaningOfStatus: Record<number, Meaning> = {
  401: ['auth', tokenRefused],
  402: ['seat-limit', 'Atlassian asks for a paid subscription before this can be given.'],
  403: ['forbidden', 'Atlassian does not allow this with the current access token.'],
  404: ['not-found', 'Atlassian does not know what was asked for.'],
  408: ['unavailable', 'Atlassian took too long to answer.'],
  409: ['conflict', 'Atlassian refused because it conflicts with what is there.'],
  429: ['rate-limited', 'Atlassian asks to slow down: its rate limit is reached.'],
}

/**
 * What an answer other than success means. Reads every body form that Atlassian uses, an empty body and a web page too.
 * @param secret is taken out of whatever the vendor sent back.
 */
export function toAnswerError(input: {
  status: number
  headers: AnswerHeaders
  text: string
  endpoint: string
  secret: string
}): ConnectorError {
  const { status, headers, endpoint } = input
  const masked = (text: string) => text.replaceAll(input.secret, '…')
  const said = readErrorBody(masked(input.text))
  const named = headers.get('atl-traceid') ?? headers.get('x-request-id')
  const requestId = said.requestId ?? (named === null ? null : masked(named))
  const [kind, message] = toMeaning(status, said, endpoint)
  return new ConnectorError({
    kind,
    message,
    vendor: { status, ...said, requestId, endpoint },
    retryAfterMs: kind === 'rate-limited' || status === 503 ? askedWaitMs(headers, Date.now()) : null,
  })
}

function toMeaning(status: number, said: Said, endpoint: string): Meaning {
  const known = meaningOfCode[said.code ?? ''] ?? meaningOfCode[said.title ?? '']
  if (known) return known
  const onMembership = endpoint.includes('/memberships')
  if (status === 403 && onMembership) {
    return [
      'forbidden',
      'Atlassian does not let the members of this group be changed from here; it may be managed by your identity provider.',
    ]
  }
  if (said.code === 'ADMIN-UAM-404-3') {
    return [
      'not-found',
      endpoint.includes('/groups/')
        ? 'Atlassian does not know this group.'
        : 'Atlassian does not know this account or workspace.',
    ]
  }
  if (status >= 500) return ['unavailable', `Atlassian had an internal error (${status}).`]
  if (status >= 300 && status < 400) {
    return ['bad-response', `Atlassian answered with a redirect (${status}), which is not followed.`]
  }
  return meaningOfStatus[status] ?? ['bad-response', `Atlassian rejected the call as invalid (${status}).`]
}

/** Code, title, detail and request id from any error body; all null when there is nothing to read. */
export function readErrorBody(text: string): Said {
  const body = parseRecord(text)
  if (!body) return { code: null, title: null, detail: null, requestId: null }
  const [listed] = Array.isArray(body['errors']) ? body['errors'] : []
  const error = isRecord(listed) ? listed : body
  const context = isRecord(error['context']) ? error['context'] : {}
  const [reason] = Array.isArray(context['errorCodes']) ? context['errorCodes'] : []
  return {
    code: pick(error, 'code', 'scimType') ?? (isRecord(reason) ? pick(reason, 'code') : null),
    title: pick(error, 'title', 'error', 'key'),
    detail: pick(error, 'detail', 'message', 'errorDetail', 'context') ?? pick(context, 'message'),
    requestId: pick(error, 'id', 'requestId', 'traceId'),
  }
}

/** What it means that no answer came: refused, reset, not resolved, not in time. */
export function toNetworkError(error: unknown, host: string, endpoint: string): ConnectorError {
  const code = findCode(error)
  return new ConnectorError({
    kind: 'unavailable',
    message: `Could not reach ${host}: ${networkWords[code] ?? certificateWords(code)}.`,
    vendor: { status: null, code: null, title: null, detail: code || null, requestId: null, endpoint },
  })
}

/**
 * The answer had a status of success but not the documented shape. One that broke off may be whole the next time; a web
 * page, and data in another form, will be the same again.
 * @param where the field that does not fit; null when it is no JSON at all.
 */
export function toShapeError(
  status: number,
  text: string,
  endpoint: string,
  where: string | null,
): ConnectorError {
  const page = /^\s*</.test(text)
  const broken = where === null && !page
  const found = page ? 'a web page instead of data' : 'data in a form that is not understood'
  return new ConnectorError({
    kind: 'bad-response',
    retryable: broken,
    message: text.trim() === '' ? 'Atlassian sent an empty answer.' : `Atlassian sent ${found}.`,
    vendor: { status, code: null, title: null, detail: where, requestId: null, endpoint },
  })
}

const networkWords: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was reset',
  UND_ERR_SOCKET: 'the connection was closed before the answer',
  ENOTFOUND: 'the name could not be resolved',
  EAI_AGAIN: 'the name could not be resolved',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no answer in time',
  TimeoutError: 'no answer in time',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no network',
  ERR_BUFFER_TOO_LARGE: 'its answer is larger than any page can be',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'its answer is larger than any page can be',
  Z_DATA_ERROR: 'its answer could not be unpacked',
  Z_BUF_ERROR: 'its answer could not be unpacked',
}

function certificateWords(code: string): string {
  return /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_/.test(code)
    ? `its certificate is not trusted (${code})`
    : 'the connection failed'
}

function findCode(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return ''
  if (error.name === 'TimeoutError') return 'TimeoutError'
  if ('code' in error && typeof error.code === 'string') return error.code
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  return findCode(inner, depth + 1)
}

function parseRecord(text: string): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(text)
    return isRecord(body) ? body : null
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function pick(record: Record<string, unknown>, ...names: string[]): string | null {
  for (const name of names) {
    const value = record[name]
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return null
}
