import { describe, expect, it } from 'vitest'
import { toAnswerError } from './errors.ts'

const secret = 'ATCTT3xFfGN0-very-secret-token'
const assign = 'POST /v1/orgs/{orgId}/users/{userId}/roles/assign'

function read(status: number, body: unknown, endpoint = assign, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return toAnswerError({ status, headers: new Headers(headers), text, endpoint, secret })
}

const envelope = (code: string, title = 'Title', detail: string | null = 'Detail') => ({
  errors: [{ id: 'e-1', status: '400', code, title, detail }],
})

describe('what a refusal means', () => {
  it.each([
    [400, 'ADMIN-UAM-400-2', 'inactive-account'],
    [400, 'ADMIN-UAM-400-3', 'invalid-role'],
    [400, 'ADMIN-UAM-400-4', 'invalid-role'],
    [400, 'ADMIN-UAM-400-5', 'invalid-role'],
    [400, 'ADMIN-UAM-400-1', 'bad-response'],
    [401, 'ADMIN-401-2', 'auth'],
    [402, 'ADMIN-UAM-402-1', 'seat-limit'],
    [403, 'ADMIN-UAM-403-1', 'forbidden'],
    [404, 'ADMIN-UAM-404-1', 'not-found'],
    [404, 'ADMIN-UAM-404-3', 'not-found'],
    [409, 'ADMIN-UAM-409-2', 'conflict'],
    [409, 'ADMIN-UAM-409-3', 'seat-limit'],
    [409, 'ADMIN-409-3', 'seat-limit'],
    [409, 'ADMIN-409-28', 'conflict'],
    [500, 'ADMIN-UAM-500-1', 'unavailable'],
  ])('%i %s is %s', (status, code, kind) => {
    const error = read(status, envelope(code))
    expect(error.kind).toBe(kind)
    expect(error.vendor).toEqual({
      status,
      code,
      title: 'Title',
      detail: 'Detail',
      requestId: 'e-1',
      endpoint: assign,
    })
    expect(error.message).toMatch(/^[A-Z].*\.$/)
  })

  it('says that an identity provider may hold a group whose members cannot be changed', () => {
    const endpoint = 'POST /v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/memberships'
    const error = read(403, envelope('ADMIN-UAM-403-1'), endpoint)
    expect(error.message).toContain('identity provider')
  })

  it('tells scopes that are too narrow from a wrong token', () => {
    expect(read(401, envelope('ADMIN-401-2', 'INSUFFICIENT_SCOPE')).kind).toBe('forbidden')
  })
})

describe('the forms of an error body', () => {
  it.each([
    [
      'envelope',
      envelope('ADMIN-404-2', 'Unknown', null),
      { code: 'ADMIN-404-2', title: 'Unknown', detail: null },
    ],
    ['envelope with a number', { errors: [{ status: 404, code: 'X' }] }, { code: 'X', title: null }],
    [
      'single object',
      { id: 'r', status: '404', code: 'ADMIN-404-1', title: 'T', detail: 'D' },
      { code: 'ADMIN-404-1', requestId: 'r' },
    ],
    ['gateway', { code: 404, message: 'Not there' }, { code: '404', detail: 'Not there' }],
    [
      'routing layer',
      {
        timestamp: 'x',
        path: '/api',
        status: 404,
        error: 'Not Found',
        requestId: 'e4',
        message: 'TCS validation failed',
      },
      { code: null, title: 'Not Found', detail: 'TCS validation failed', requestId: 'e4' },
    ],
    [
      'user management',
      { key: 'forbidden.action', context: { message: 'No', errorCodes: [{ code: 'C' }] } },
      { code: 'C', title: 'forbidden.action', detail: 'No' },
    ],
    [
      'user management with text',
      { key: 'accountNotFound', context: 'Gone' },
      { title: 'accountNotFound', detail: 'Gone' },
    ],
    ['provisioning', { error: 'Not found', traceId: 't' }, { title: 'Not found', requestId: 't' }],
    ['empty', '', { code: null, title: null, detail: null, requestId: null }],
    ['web page', '<html>nginx</html>', { code: null, title: null, detail: null }],
    ['list', '[]', { code: null }],
    ['errors without entries', { errors: [] }, { code: null }],
  ])('reads the %s', (_name, body, said) => {
    const error = read(404, body)
    expect(error.kind).toBe('not-found')
    expect(error.vendor).toMatchObject(said)
  })

  it('takes the token out of what came back', () => {
    const error = read(400, { code: 400, message: `bad header Bearer ${secret}` })
    expect(JSON.stringify(error.vendor)).not.toContain(secret)
    const named = read(400, '', assign, { 'atl-traceid': `call of ${secret}` })
    expect(named.vendor.requestId).toBe('call of …')
  })

  it('takes the request id of the header when the body has none', () => {
    expect(read(500, '', assign, { 'atl-traceid': 'abc' }).vendor.requestId).toBe('abc')
  })
})

describe('the wait that a 429 asks for', () => {
  it('is read from the reset instant first', () => {
    const reset = new Date(Date.now() + 5000).toISOString()
    const { retryAfterMs } = read(429, { code: 429 }, assign, {
      'x-ratelimit-reset': reset,
      'retry-after': '60',
    })
    expect(retryAfterMs).toBeGreaterThan(4000)
    expect(retryAfterMs).toBeLessThanOrEqual(5000)
  })

  it('is read from Retry-After otherwise, and null without both', () => {
    expect(read(429, '', assign, { 'retry-after': '2' }).retryAfterMs).toBe(2000)
    expect(read(429, '').retryAfterMs).toBeNull()
  })
})
