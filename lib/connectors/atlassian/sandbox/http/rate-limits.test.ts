import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControlled, type ControlledSandbox } from '../control/controlled-sandbox.ts'
import { RateLimits } from './rate-limits.ts'

let sandbox: ControlledSandbox
beforeEach(async () => {
  sandbox = await openControlled()
})
afterEach(() => sandbox.stop())

const org = '/v1/orgs/{orgId}'
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const limited = (body: object) => sandbox.control('POST', 'rate-limits', { endpoint: `GET ${org}`, ...body })

describe('a limited endpoint', () => {
  it('counts down on every answer and then refuses, until its window is over', async () => {
    await limited({ limit: 2 })
    const answers = [await read(), await read(), await read()]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(answers.map(({ headers }) => headers['x-ratelimit-remaining'])).toEqual(['1', '0', '0'])
    expect(answers.map(({ headers }) => headers['x-ratelimit-limit'])).toEqual(['2', '2', '2'])
    const resets = answers.map(({ headers }) => headers['x-ratelimit-reset'])
    expect(resets[0]).toMatch(instant)
    expect(new Set(resets).size).toBe(1)
    expect(answers[2]?.body).toEqual({ code: 429, message: 'Rate limit exceeded' })
  })

  it('lets in again in the next window', async () => {
    await limited({ limit: 1, windowMs: 20 })
    await read()
    await expect.poll(async () => (await read()).status, { interval: 25 }).toBe(200)
  })

  it('has its headers on errors too', async () => {
    await sandbox.control('POST', 'rate-limits', { endpoint: '*', limit: 5 })
    await sandbox.control('POST', 'faults', { endpoint: `GET ${org}`, html: true })
    expect(await read()).toMatchObject({ status: 502, headers: { 'x-ratelimit-remaining': '4' } })
    const refused = await sandbox.call('POST', `${org}/users/{userId}/roles/assign`, {})
    expect(refused).toMatchObject({ status: 400, headers: { 'x-ratelimit-remaining': '4' } })
  })

  it('is on its own, also under the limit of all', async () => {
    await sandbox.control('POST', 'rate-limits', { endpoint: '*', limit: 1 })
    await limited({ limit: null })
    expect((await read()).headers['x-ratelimit-limit']).toBeUndefined()
    expect((await sandbox.call('GET', '/v1/orgs')).status).toBe(200)
    expect((await sandbox.call('GET', '/v2/orgs/{orgId}/directories')).status).toBe(200)
    expect((await sandbox.call('GET', '/v1/orgs')).status).toBe(429)
  })

  it('does not carry out what it refuses', async () => {
    const path = `${org}/users/{userId}/role-assignments/assign`
    await sandbox.control('POST', 'rate-limits', { endpoint: `POST ${path}`, limit: 0 })
    const { version } = sandbox.model
    expect((await sandbox.call('POST', path, { role: 'atlassian/org-admin' })).status).toBe(429)
    expect(sandbox.model.version).toBe(version)
  })

  it('says nothing but the status when the switch is off', async () => {
    await sandbox.control('POST', 'settings', { rateLimitHeaders: 'off' })
    await limited({ limit: 0 })
    const { status, headers } = await read()
    expect(status).toBe(429)
    expect(Object.keys(headers).filter((name) => /rate|retry/.test(name))).toEqual([])
  })

  it('names the wait in the form of the switch', async () => {
    await limited({ limit: 1 })
    await sandbox.control('POST', 'settings', { retryAfter: 'seconds' })
    expect((await read()).headers['retry-after']).toBeUndefined()
    expect(Number((await read()).headers['retry-after'])).toBeGreaterThan(0)
    await sandbox.control('POST', 'settings', { retryAfter: 'date' })
    const { headers } = await read()
    expect(headers['retry-after']).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
    expect(Date.parse(String(headers['retry-after']))).toBeGreaterThanOrEqual(
      Date.parse(String(headers['x-ratelimit-reset'])),
    )
    await sandbox.control('POST', 'settings', { retryAfter: 'absent' })
    expect((await read()).headers['retry-after']).toBeUndefined()
  })

  const read = () => sandbox.call('GET', org)
})

describe('the limits', () => {
  it('are at first those that Atlassian publishes, and again after a reset', async () => {
    await limited({ limit: 1 })
    await sandbox.control('DELETE', 'rate-limits')
    const { body } = await sandbox.control('GET', 'rate-limits')
    const windowMs = 60_000
    expect(body).toEqual([
      { endpoint: `GET ${org}/directory/users/{accountId}/last-active-dates`, limit: 200, windowMs },
      { endpoint: `GET ${org}/events`, limit: 10, windowMs },
      { endpoint: `GET ${org}/events/{eventId}`, limit: 10, windowMs },
      { endpoint: `GET ${org}/event-actions`, limit: 10, windowMs },
      { endpoint: `GET ${org}/events-stream`, limit: 50, windowMs },
    ])
    expect((await sandbox.call('GET', org)).headers['x-ratelimit-limit']).toBeUndefined()
  })

  it('begin a window with its first call and end it after its length', () => {
    const limits = new RateLimits()
    const take = (now: number) => limits.take('GET /v1/orgs/{id}/events', now)
    expect(Array.from({ length: 10 }, () => take(5000)?.exhausted)).not.toContain(true)
    expect(take(64_999)).toEqual({ limit: 10, remaining: 0, resetAt: 65_000, exhausted: true })
    expect(take(65_000)).toMatchObject({ remaining: 9, resetAt: 125_000, exhausted: false })
  })

  it.each([
    [{ endpoint: 'GET /v1/nothing', limit: 1 }],
    [{ endpoint: '*', limit: -1 }],
    [{ endpoint: '*', limit: 1, windowMs: 0 }],
    [{ endpoint: '*' }],
  ])('refuse %j', async (body) => {
    expect((await sandbox.control('POST', 'rate-limits', body)).status).toBe(400)
  })
})
