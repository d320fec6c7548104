import { createServer, type ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CallReport, WaitReport } from '../../contract.ts'
import { createPace } from './pace.ts'
import { createHttp, type HttpOptions } from './request.ts'

const call = { method: 'GET', path: '/v1/orgs/{orgId}', ids: { orgId: 'o-1' } } as const
const endpoint = 'GET /v1/orgs/{orgId}'
const Rows = z.object({ data: z.array(z.object({ id: z.string() })) })
const never = new AbortController().signal
const closers: (() => void)[] = []

afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function open(
  respond: (response: ServerResponse, count: number) => void,
  options: Partial<HttpOptions> = {},
) {
  const calls: CallReport[] = []
  const waits: WaitReport[] = []
  let count = 0
  const server = createServer((_, response) => {
    count += 1
    respond(response, count)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const http = createHttp({
    baseUrl: `http://127.0.0.1:${port}`,
    accessToken: 'token',
    backoffBaseMs: 2,
    onCall: (one) => calls.push(one),
    onWait: (one) => waits.push(one),
    ...options,
  })
  return { http, calls, waits, read: (signal = never) => http.read(call, Rows, signal) }
}

const answer = (response: ServerResponse, status: number, body = '{"data":[]}', headers = {}) =>
  response.writeHead(status, headers).end(body)

/** Stops the call as soon as it is told of a wait, so that no test waits for it. */
async function waitsUntilStopped(
  respond: (response: ServerResponse, count: number) => void,
  options: Partial<HttpOptions> = {},
): Promise<WaitReport[]> {
  const stop = new AbortController()
  const waits: WaitReport[] = []
  const onWait = (one: WaitReport) => {
    waits.push(one)
    stop.abort(new Error('Told.'))
  }
  const { read } = await open(respond, { ...options, onWait })
  await expect(read(stop.signal)).rejects.toThrow('Told.')
  return waits
}

describe('a call', () => {
  it('is reported with the time it took to make sense of its answer', async () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => ({ id: `row ${index}` }))
    const { read, calls } = await open((response) => answer(response, 200, JSON.stringify({ data: rows })))
    expect((await read()).data).toHaveLength(rows.length)
    expect(calls).toMatchObject([{ endpoint, status: 200, waitedMs: 0 }])
    expect(calls[0]?.parsedMs).toBeGreaterThan(0)
  })

  it('is reported once, whatever becomes of it', async () => {
    const bodies = ['{"rows":[]}', '', '{"data":[{"id":'].values()
    const { read, calls } = await open((response) => answer(response, 200, bodies.next().value), {
      maxTries: 1,
    })
    for (let time = 0; time < 3; time += 1) {
      await expect(read()).rejects.toMatchObject({ kind: 'bad-response' })
    }
    expect(calls.map((one) => one.status)).toEqual([200, 200, 200])
  })

  it('that had no answer has nothing to make sense of', async () => {
    const { read, calls } = await open((response) => response.destroy(), { maxTries: 2 })
    await expect(read()).rejects.toMatchObject({ kind: 'unavailable' })
    expect(calls.map(({ status, parsedMs }) => ({ status, parsedMs }))).toEqual([
      { status: null, parsedMs: 0 },
      { status: null, parsedMs: 0 },
    ])
  })
})

describe('a wait', () => {
  it('for the rate limit is told when it begins, with how long it will be', async () => {
    const waits = await waitsUntilStopped((response) => answer(response, 429, '', { 'retry-after': '30' }))
    expect(waits).toMatchObject([{ endpoint, reason: 'rate-limit' }])
    expect(waits[0]?.durationMs).toBeGreaterThanOrEqual(30_000)
    expect(waits[0]?.durationMs).toBeLessThanOrEqual(31_000)
  })

  it('for an allowance that is used up is told before anything is sent', async () => {
    const pace = createPace(4)
    await pace.enter(endpoint, 0, never)
    pace.learn(
      endpoint,
      new Headers({
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': new Date(Date.now() + 20_000).toISOString(),
      }),
    )
    pace.leave(endpoint)
    let sent = 0
    const waits = await waitsUntilStopped(
      (response) => {
        sent += 1
        answer(response, 200)
      },
      { pace },
    )
    expect(waits).toMatchObject([{ endpoint, reason: 'rate-limit' }])
    expect(waits[0]?.durationMs).toBeGreaterThan(19_000)
    expect(sent).toBe(0)
  })

  it('before a retry is told', async () => {
    const waits = await waitsUntilStopped((response) => answer(response, 503, '', { 'retry-after': '5' }))
    expect(waits).toEqual([{ endpoint, reason: 'retry', durationMs: 5000 }])
  })

  it('is told once, and again only when it becomes longer', async () => {
    const pace = createPace(4)
    const told: number[] = []
    const stop = new AbortController()
    pace.rest(endpoint, 10_000)
    const held = pace.enter(endpoint, 60_000, stop.signal, (ms) => told.push(Math.round(ms / 1000)))
    for (const durationMs of [5000, 10_000, 20_000]) {
      pace.rest(endpoint, durationMs)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    stop.abort(new Error('Enough.'))
    await expect(held).rejects.toThrow('Enough.')
    expect(told).toEqual([10, 20])
  })

  it('of less than a second, or for a place among other calls, is not', async () => {
    const { read, waits } = await open(
      (response, count) =>
        setTimeout(
          () => answer(response, count === 1 ? 429 : 200, undefined, { 'retry-after': '0.05' }),
          400,
        ),
      { concurrency: 1 },
    )
    await Promise.all([read(), read(), read(), read()])
    expect(waits).toEqual([])
  })
})
