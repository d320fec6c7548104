import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControlled, type ControlledSandbox } from '../control/controlled-sandbox.ts'
import { findWorkspace } from '../organization/well-known-people.ts'

let sandbox: ControlledSandbox
beforeEach(async () => {
  sandbox = await openControlled()
})
afterEach(() => sandbox.stop())

const endpoint = 'POST /v2/orgs/{orgId}/directories/{directoryId}/groups/search'
const path = '/v2/orgs/{orgId}/directories/{directoryId}/groups/search'
const inject = (fault: object) => sandbox.control('POST', 'faults', { endpoint, ...fault })
const read = (body?: object) => sandbox.call('POST', path, body)
const rows = ({ body }: { body: unknown }) => JSON.parse(JSON.stringify(body))

describe('an answer that is replaced', () => {
  it.each([
    [
      { status: 503, form: 'envelope', code: 'ADMIN-500-1' },
      { errors: [{ status: '503', code: 'ADMIN-500-1', title: 'Service Unavailable' }] },
    ],
    [
      { status: 404, form: 'single' },
      { id: expect.any(String), status: '404', code: 'ADMIN-UAM-404-1', detail: 'Injected fault' },
    ],
    [
      { status: 429, form: 'proxy' },
      { code: 429, message: 'Rate limit exceeded' },
    ],
    [
      { status: 403, form: 'routing', detail: 'No permission' },
      {
        status: 403,
        error: 'Forbidden',
        message: 'No permission',
        path: expect.stringMatching('^/api/admin/'),
      },
    ],
    [
      { status: 403, form: 'user-management' },
      { key: 'forbidden.action', context: 'Injected fault' },
    ],
    [
      { status: 400, form: 'user-management' },
      { key: 'bodyParseFailure', errorDetail: 'Injected fault' },
    ],
    [
      { status: 409, form: 'user-management', code: 'X' },
      { key: 'conflict.lifecycleErrors', context: { errorCodes: [{ code: 'X' }] } },
    ],
    [
      { status: 409, form: 'scim' },
      { status: '409', scimType: 'uniqueness', schemas: { length: 1 } },
    ],
    [
      { status: 401, form: 'scim-gateway' },
      { error: 'Injected fault', traceId: 'e4cdc7ba' },
    ],
    [{ status: 418 }, { code: 418, message: 'Injected fault' }],
    [{ status: 200, body: { data: [] } }, { data: [] }],
  ])('by %j', async (fault, body) => {
    await inject(fault)
    const answer = await read()
    expect([answer.status, answer.body]).toMatchObject([fault.status, body])
    expect(answer.headers['content-type']).toBe('application/json')
    expect((await read()).status).toBe(200)
  })

  it('writes the status of an error as the switch says', async () => {
    await sandbox.control('POST', 'settings', { errorStatus: 'number' })
    await inject({ status: 500, form: 'envelope' })
    expect((await read()).body).toMatchObject({ errors: [{ status: 500, code: 'ADMIN-UAM-500-1' }] })
  })

  it.each([
    [{ html: true }, 502],
    [{ html: true, status: 500 }, 500],
  ])('by a web page: %j', async (fault, status) => {
    await inject(fault)
    const answer = await read()
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html'])
    expect(answer.text).toMatch(/^<!doctype html>/)
  })

  it('by nothing, by a redirect, by JSON that ends in the middle', async () => {
    await inject({ status: 500, empty: true })
    expect(await read()).toMatchObject({ status: 500, text: '' })
    await inject({ location: 'http://elsewhere.example/' })
    expect(await read()).toMatchObject({ status: 302, headers: { location: 'http://elsewhere.example/' } })
    await inject({ malformed: true })
    const { status, text } = await read()
    expect(status).toBe(200)
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })

  it('by a storm of 429 that names an instant to come', async () => {
    await sandbox.control('POST', 'settings', { retryAfter: 'seconds' })
    await inject({ status: 429, resetInMs: 600_000, count: 2, headers: { 'X-RateLimit-Remaining': '7' } })
    const before = Date.now()
    for (const { status, headers } of [await read(), await read()]) {
      expect(status).toBe(429)
      expect(Date.parse(String(headers['x-ratelimit-reset']))).toBeGreaterThanOrEqual(before + 600_000)
      expect(headers).toMatchObject({ 'x-ratelimit-remaining': '7', 'retry-after': '600' })
    }
    expect((await read()).headers['x-ratelimit-reset']).toBeUndefined()
  })

  it('by a connection that is closed', async () => {
    await inject({ reset: true })
    await expect(read()).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('an answer that is damaged', () => {
  it('breaks off in the middle of its body, after valid headers', async () => {
    await inject({ cutBody: true })
    const cut = await fetchList()
    expect(cut.status).toBe(200)
    await expect(cut.text()).rejects.toThrow('terminated')
    expect((await read()).status).toBe(200)
  })

  it('has only the first rows and no next page', async () => {
    await inject({ truncate: 3, count: 2 })
    const whole = await read()
    const { data, links } = rows(whole)
    expect(data).toHaveLength(3)
    expect(links).toEqual({ next: null })
    await sandbox.control('POST', 'settings', { next: 'absent' })
    expect(rows(await read()).links).toEqual({})
    expect(rows(await read({ limit: 3 })).data).toEqual(data)
  })

  it('leaves a field out of all rows', async () => {
    await inject({ leaveOut: 'name' })
    const { data } = rows(await read())
    expect(data.length).toBeGreaterThan(3)
    for (const row of data) expect(row).not.toHaveProperty('name')
    expect(rows(await read()).data[0]).toHaveProperty('name')
  })

  it('gives the cursor that it was asked with, and only then', async () => {
    await inject({ repeatCursor: true })
    const cursor = rows(await read({ limit: 2 })).links.next
    const again = rows(await read({ limit: 2, cursor }))
    expect(again.links.next).toBe(cursor)
    expect(rows(await read({ limit: 2, cursor })).links.next).not.toBe(cursor)
  })

  it('repeats the cursor inside a link where the link is an address', async () => {
    const at = '/v2/orgs/{orgId}/workspaces'
    await sandbox.control('POST', 'settings', { workspaceNext: 'url' })
    await sandbox.control('POST', 'faults', { endpoint: `POST ${at}`, repeatCursor: true })
    const first = rows(await sandbox.call('POST', at, { limit: 2 })).links.next
    const cursor = new URL(first).searchParams.get('cursor')
    expect(rows(await sandbox.call('POST', at, { cursor })).links.next).toBe(first)
  })

  it('comes in pieces, and whole in the end', async () => {
    const whole = await read()
    await inject({ trickleMs: 1 })
    const slow = await read()
    expect(slow.pieces).toBeGreaterThan(whole.pieces)
    expect(slow.body).toEqual(whole.body)
  })

  it('shows its headers before its body', async () => {
    await inject({ trickleMs: 600_000 })
    const stop = new AbortController()
    const slow = await fetchList(stop.signal)
    expect(slow.status).toBe(200)
    stop.abort()
    await expect(slow.text()).rejects.toThrow('aborted')
  })

  it('does not come before its time', async () => {
    await inject({ delayMs: 600_000 })
    await expect(fetchList(AbortSignal.timeout(30))).rejects.toThrow('timeout')
    await inject({ delayMs: 1 })
    expect((await read()).status).toBe(200)
  })

  const fetchList = (signal?: AbortSignal) =>
    fetch(
      `${sandbox.baseUrl}${path.replace('{orgId}', sandbox.organizationId).replace('{directoryId}', '-')}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.accessToken}` },
        ...(signal ? { signal } : {}),
      },
    )
})

describe('a change whose answer is lost', () => {
  const assign = '/v1/orgs/{orgId}/users/{userId}/roles/assign'
  const grace = () => sandbox.model.accounts.values().find((one) => one.name === 'Grace Hopper')
  const change = (role = 'atlassian/user') =>
    sandbox.call('POST', assign, { role, resource: findWorkspace(sandbox.model, 'confluence', 'acme')?.id })
  const lose = (fault: object) => sandbox.control('POST', 'faults', { endpoint: `POST ${assign}`, ...fault })

  it.each([{ reset: true }, {}, { cutBody: true }])('is carried out, and then %j', async (fault) => {
    await lose({ afterwards: true, ...fault })
    await expect(change()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(grace()?.roles.size).toBe(1)
  })

  it.each([{ status: 503 }, { html: true, status: 502 }])('is carried out, and then %j', async (fault) => {
    await lose({ afterwards: true, ...fault })
    expect((await change()).status).toBe(fault.status)
    expect(grace()?.roles.size).toBe(1)
  })

  it('is carried out before a slow answer', async () => {
    await lose({ afterwards: true, delayMs: 600_000 })
    const failure = change().catch((error: unknown) => error)
    await expect.poll(() => grace()?.roles.size).toBe(1)
    await sandbox.stop()
    expect(await failure).toMatchObject({ code: 'ECONNRESET' })
  })

  it('is not carried out when the answer goes wrong before', async () => {
    await lose({ reset: true })
    await expect(change()).rejects.toMatchObject({ code: 'ECONNRESET' })
    await lose({ status: 503 })
    expect((await change()).status).toBe(503)
    expect(grace()?.roles.size).toBe(0)
  })

  it('is not carried out when it would be refused', async () => {
    await lose({ afterwards: true })
    await expect(change('atlassian/nothing')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(grace()?.roles.size).toBe(0)
  })
})
