import { createServer } from 'node:http'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CallReport } from '../../contract.ts'
import { createPace, sharedPace } from './pace.ts'
import { createHttp } from './request.ts'

const never = new AbortController().signal
const minute = 60_000

function allowance(limit: number, remaining: number, resetsInMs: number, date?: Date): Headers {
  const now = date?.getTime() ?? Date.now()
  return new Headers({
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': new Date(now + resetsInMs).toISOString(),
    ...(date ? { date: date.toUTCString() } : {}),
  })
}

async function pass(pace: ReturnType<typeof createPace>, endpoint: string, headers: Headers): Promise<void> {
  await pace.enter(endpoint, minute, never)
  pace.learn(endpoint, headers)
  pace.leave(endpoint)
}

describe('an allowance', () => {
  it('that is used up is waited for until its reset', async () => {
    const pace = createPace(4)
    await pass(pace, 'GET /a', allowance(10, 0, 120))
    expect(await pace.enter('GET /a', minute, never)).toBeGreaterThanOrEqual(110)
  })

  it('that runs low is spread over the time until its reset', async () => {
    const pace = createPace(4)
    await pass(pace, 'GET /a', allowance(100, 3, 400))
    await pass(pace, 'GET /a', new Headers())
    expect(await pace.enter('GET /a', minute, never)).toBeGreaterThanOrEqual(100)
  })

  it('that is plentiful slows nothing down', async () => {
    const pace = createPace(4)
    await pass(pace, 'GET /a', allowance(100, 90, minute))
    for (let call = 0; call < 60; call += 1) await pass(pace, 'GET /a', new Headers())
    expect(await pace.enter('GET /a', minute, never)).toBeLessThan(minute / 2)
  })

  it('is counted with the calls that are on their way', async () => {
    const pace = createPace(4)
    await pace.enter('GET /a', minute, never)
    await pace.enter('GET /a', minute, never)
    pace.learn('GET /a', allowance(10, 1, minute))
    pace.leave('GET /a')
    await expect(pace.enter('GET /a', 1000, never)).rejects.toMatchObject({ kind: 'rate-limited' })
  })

  it('is one endpoint’s own', async () => {
    const pace = createPace(1)
    await pass(pace, 'GET /a', allowance(10, 0, minute))
    const held = pace.enter('GET /a', 2 * minute, AbortSignal.timeout(200))
    await pace.enter('GET /b', minute, never)
    await expect(held).rejects.toThrow('timeout')
  })

  it('that comes back sooner than was said lets waiting calls go', async () => {
    const pace = createPace(4)
    await pace.enter('GET /a', minute, never)
    await pass(pace, 'GET /a', allowance(10, 1, minute))
    const held = pace.enter('GET /a', 2 * minute, never)
    pace.learn('GET /a', allowance(10, 10, minute))
    pace.leave('GET /a')
    expect(await held).toBeLessThan(minute / 2)
  })

  it('is read by the vendor’s clock when that differs from the one here', async () => {
    const pace = createPace(4)
    await pass(pace, 'GET /a', allowance(10, 0, 30_000, new Date(Date.now() - 3_600_000)))
    const refused = pace.enter('GET /a', 10_000, never)
    await expect(refused).rejects.toMatchObject({ kind: 'rate-limited' })
    await expect(refused).rejects.toThrow(/another (29|30|31) seconds/)
  })
})

describe('a rest', () => {
  it('that is longer than the patience is reported at once, with what is left of it', async () => {
    const pace = createPace(4)
    pace.rest('GET /a', minute)
    const error: unknown = await pace.enter('GET /a', 1000, never).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ kind: 'rate-limited', retryable: true, vendor: { endpoint: 'GET /a' } })
  })

  it('ends with the reason of an abort, and its place is free', async () => {
    const pace = createPace(1)
    const stop = new AbortController()
    pace.rest('GET /a', minute)
    const held = pace.enter('GET /a', 2 * minute, stop.signal)
    stop.abort(new Error('Shutting down.'))
    await expect(held).rejects.toThrow('Shutting down.')
    await pace.enter('GET /b', minute, never)
  })
})

it('gives every place back, whatever is aborted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ lane: fc.constantFrom('a', 'b'), aborts: fc.boolean(), rests: fc.boolean() }), {
        maxLength: 20,
      }),
      async (places, calls) => {
        const pace = createPace(places)
        const stop = new AbortController()
        const all = calls.map(async ({ lane, aborts, rests }) => {
          await pace.enter(lane, minute, aborts ? stop.signal : never)
          await Promise.resolve()
          if (rests) pace.rest(lane, 2)
          pace.leave(lane)
        })
        stop.abort(new Error('Stop.'))
        await Promise.allSettled(all)
        const again = Array.from({ length: places }, () => pace.enter('free', minute, never))
        expect(await Promise.all(again)).toHaveLength(places)
      },
    ),
    { numRuns: 60 },
  )
})

it('never meets a 429 of an endpoint that says what is left', async () => {
  let window = { endsAt: 0, left: 0 }
  const server = createServer((_, response) => {
    if (Date.now() >= window.endsAt) window = { endsAt: Date.now() + 150, left: 6 }
    const refused = window.left === 0
    window.left = Math.max(0, window.left - 1)
    const headers = Object.fromEntries(allowance(6, window.left, window.endsAt - Date.now()))
    response.writeHead(refused ? 429 : 200, headers).end('{"data":"ok"}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const calls: CallReport[] = []
  const http = createHttp({
    baseUrl: `http://127.0.0.1:${port}`,
    accessToken: 'token',
    onCall: (call) => calls.push(call),
  })
  const read = () => http.read({ method: 'GET', path: '/a', ids: {} }, z.object({ data: z.string() }), never)
  await Promise.all(Array.from({ length: 30 }, read))
  server.closeAllConnections()
  server.close()
  expect(calls.map((call) => call.status)).toEqual(Array.from({ length: 30 }, () => 200))
})

it('is one for everything that speaks to an organization from here', async () => {
  const own = sharedPace('https://one.example/admin', 'org-1')
  own.rest('GET /a', minute)
  const refused = sharedPace('https://one.example/admin', 'org-1').enter('GET /a', 1000, never)
  await expect(refused).rejects.toMatchObject({ kind: 'rate-limited' })
  expect(await sharedPace('https://one.example/admin', 'org-2').enter('GET /a', 1000, never)).toBeLessThan(
    1000,
  )
})
