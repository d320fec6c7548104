import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CallReport } from '../../contract.ts'
import { createHttp, type HttpOptions } from './request.ts'

const accessToken = 'ATCTT3xFfGN0-very-secret-token'
const call = { method: 'GET', path: '/v1/orgs/{orgId}', ids: { orgId: 'o:1' } } as const
const Answer = z.object({ data: z.string() })
const never = new AbortController().signal

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void
const closers: (() => void)[] = []

afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function open(handler: Handler, options: Partial<HttpOptions> = {}) {
  const calls: CallReport[] = []
  let count = 0
  const server = createServer((request, response) => {
    count += 1
    handler(request, response, count)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const baseUrl = `http://127.0.0.1:${port}/admin/`
  const http = createHttp({
    baseUrl,
    accessToken,
    backoffBaseMs: 2,
    onCall: (one) => calls.push(one),
    ...options,
  })
  return { http, calls, port, server }
}

const answer = (response: ServerResponse, status: number, body = '{"data":"ok"}', headers = {}) =>
  response.writeHead(status, headers).end(body)

function cutOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '13' }).write('{"data":', () => response.destroy())
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const error: unknown = await promise.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (!(error instanceof Error)) throw new Error('It did not fail.')
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(accessToken)
  return error
}

describe('a read', () => {
  it('carries the token, escapes ids and reports the call without them', async () => {
    let seen = { url: '', authorization: '' }
    const { http, calls } = await open((request, response) => {
      seen = { url: request.url ?? '', authorization: request.headers.authorization ?? '' }
      answer(response, 200)
    })
    expect(await http.read({ ...call, query: { cursor: 'a b', limit: null } }, Answer, never)).toEqual({
      data: 'ok',
    })
    expect(seen).toEqual({ url: '/admin/v1/orgs/o%3A1?cursor=a+b', authorization: `Bearer ${accessToken}` })
    expect(calls).toMatchObject([{ endpoint: 'GET /v1/orgs/{orgId}', status: 200 }])
  })

  it.each([429, 500, 503])('is repeated after %i', async (status) => {
    const { http, calls } = await open((_, response, count) => answer(response, count < 3 ? status : 200))
    await http.read(call, Answer, never)
    expect(calls.map((one) => one.status)).toEqual([status, status, 200])
    expect(calls[2]?.waitedMs).toBeGreaterThan(0)
  })

  it('is repeated after a reset', async () => {
    const { http } = await open((_, response, count) =>
      count === 1 ? response.destroy() : answer(response, 200),
    )
    expect(await http.read(call, Answer, never)).toEqual({ data: 'ok' })
  })

  it.each([
    ['cut off in the middle', (response: ServerResponse) => cutOff(response)],
    ['half a record', (response: ServerResponse) => answer(response, 200, '{"data":"o')],
    ['empty', (response: ServerResponse) => answer(response, 200, '')],
  ])('is repeated after an answer that is %s', async (_name, respond) => {
    const { http, calls } = await open((_, response, count) =>
      count === 1 ? respond(response) : answer(response, 200),
    )
    expect(await http.read(call, Answer, never)).toEqual({ data: 'ok' })
    expect(calls).toHaveLength(2)
  })

  it('sends a list as the same name again and again, and leaves out what is not given', async () => {
    let url = ''
    const { http } = await open((request, response) => {
      url = request.url ?? ''
      answer(response, 200)
    })
    await http.read({ ...call, query: { roleIds: ['a/b', 'c'], mfa: false, q: undefined } }, Answer, never)
    expect(url).toBe('/admin/v1/orgs/o%3A1?roleIds=a%2Fb&roleIds=c&mfa=false')
  })

  it('waits for the rate limit more often than it tries after failures, but not beyond its patience', async () => {
    const storm = await open((_, response, count) => answer(response, count <= 7 ? 429 : 200))
    expect(await storm.http.read(call, Answer, never)).toEqual({ data: 'ok' })
    const endless = await open((_, response) => answer(response, 429), { patienceMs: 60 })
    expect(await failureOf(endless.http.read(call, Answer, never))).toMatchObject({ kind: 'rate-limited' })
    expect(endless.calls.length).toBeGreaterThan(2)
  })

  it('is given up after five tries', async () => {
    const { http, calls } = await open((_, response) => answer(response, 502, '<html>'))
    expect(await failureOf(http.read(call, Answer, never))).toMatchObject({
      kind: 'unavailable',
      retryable: true,
    })
    expect(calls).toHaveLength(5)
  })

  it('waits as told on 429, and not at all when that is too long', async () => {
    const { http, calls } = await open((_, response, count) =>
      answer(response, count === 1 ? 429 : 200, undefined, count === 1 ? { 'retry-after': '0.1' } : {}),
    )
    await http.read(call, Answer, never)
    expect(calls[1]?.waitedMs).toBeGreaterThanOrEqual(95)
    const patient = await open((_, response) => answer(response, 429, '', { 'retry-after': '600' }))
    const error = await failureOf(patient.http.read(call, Answer, never))
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 600_000 })
    expect(patient.calls).toHaveLength(1)
  })

  it.each([400, 401, 403, 404])('is not repeated after %i', async (status) => {
    const { http, calls } = await open((_, response) => answer(response, status, ''))
    await failureOf(http.read(call, Answer, never))
    expect(calls).toHaveLength(1)
  })

  it('stops at its time limit', async () => {
    const { http } = await open(() => undefined, { timeoutMs: 30, maxTries: 1 })
    const error = await failureOf(http.read(call, Answer, never))
    expect(error).toMatchObject({ kind: 'unavailable', vendor: { status: null } })
    expect(error.message).toContain('no answer in time')
  })

  it('ends with the reason of an abort, also while it waits', async () => {
    const stop = new AbortController()
    const { http } = await open((_, response) => answer(response, 429, '', { 'retry-after': '60' }))
    const reading = http.read(call, Answer, stop.signal)
    setTimeout(() => stop.abort(new Error('Shutting down.')), 30)
    await expect(reading).rejects.toThrow('Shutting down.')
  })

  it('names the host that cannot be reached', async () => {
    const { http, server, port } = await open(() => undefined, { maxTries: 2 })
    await new Promise((resolve) => server.close(resolve))
    const error = await failureOf(http.read(call, Answer, never))
    expect(error.message).toBe(`Could not reach 127.0.0.1:${port}: connection refused.`)
  })

  it('never follows a redirect with the token', async () => {
    let stolen = 0
    const thief = await open((_, response) => {
      stolen += 1
      answer(response, 200)
    })
    const location = `http://127.0.0.1:${thief.port}/`
    const { http } = await open((_, response) => answer(response, 302, '', { location }))
    expect(await failureOf(http.read(call, Answer, never))).toMatchObject({ kind: 'bad-response' })
    expect(stolen).toBe(0)
  })

  it.each([
    ['', 'Atlassian sent an empty answer.'],
    ['<html>Sign in</html>', 'Atlassian sent a web page instead of data.'],
    ['{"rows":[]}', 'Atlassian sent data in a form that is not understood.'],
  ])('takes no %j for an answer', async (body, message) => {
    const { http } = await open((_, response) => answer(response, 200, body))
    expect(await failureOf(http.read(call, Answer, never))).toMatchObject({ kind: 'bad-response', message })
  })

  it('never shows a token that is no header value', async () => {
    const broken = createHttp({ baseUrl: 'http://127.0.0.1:1', accessToken: `${accessToken}\n`, maxTries: 1 })
    expect(await failureOf(broken.read(call, Answer, never))).toMatchObject({ kind: 'auth' })
  })
})

describe('a change with an answer', () => {
  const change = { method: 'POST', path: '/v2/invite', ids: {}, body: {} } as const

  it('gives it back', async () => {
    const { http } = await open((_, response) => answer(response, 206))
    expect(await http.changeAndRead(change, Answer, never)).toEqual({ data: 'ok' })
  })

  it('is never repeated when that breaks off', async () => {
    const { http, calls } = await open((_, response) => answer(response, 200, '{"da'))
    expect(await failureOf(http.changeAndRead(change, Answer, never))).toMatchObject({ kind: 'bad-response' })
    expect(calls).toHaveLength(1)
  })
})

describe('a change', () => {
  const change = { method: 'POST', path: '/v1/assign', ids: {}, body: { role: 'x' } } as const

  it('is repeated after 429, which is never carried out', async () => {
    const { http, calls } = await open((_, response, count) => answer(response, count === 1 ? 429 : 204, ''))
    await http.change(change, never)
    expect(calls).toHaveLength(2)
  })

  it.each([
    ['a reset', (response: ServerResponse) => response.destroy()],
    ['a 500', (response: ServerResponse) => answer(response, 500, '')],
  ])('is never repeated after %s, which leaves open whether it was carried out', async (_name, respond) => {
    const { http, calls } = await open((_, response) => respond(response))
    expect(await failureOf(http.change(change, never))).toMatchObject({ kind: 'unavailable' })
    expect(calls).toHaveLength(1)
  })
})

it('sends no more calls at a time than allowed', async () => {
  let now = 0
  let most = 0
  const { http } = await open(
    (_, response) => {
      now += 1
      most = Math.max(most, now)
      setTimeout(() => {
        now -= 1
        answer(response, 200)
      }, 5)
    },
    { concurrency: 3 },
  )
  await Promise.all(Array.from({ length: 12 }, () => http.read(call, Answer, never)))
  expect(most).toBe(3)
})
