import net from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControlled, type ControlledSandbox } from '../control/controlled-sandbox.ts'

let sandbox: ControlledSandbox
beforeEach(async () => {
  sandbox = await openControlled()
})
afterEach(() => sandbox.stop())

const authorized = () => ({ authorization: `Bearer ${sandbox.accessToken}` })
const unrouted = { status: 404, error: 'Not Found', message: 'Request failed to match any route' }

describe('a call', () => {
  it.each([
    ['GET', '/v9/orgs'],
    ['GET', '/v1/orgs/'],
    ['POST', '/v1/orgs'],
    ['PATCH', '/v1/orgs/{orgId}'],
    ['PUT', '/v2/orgs/{orgId}/workspaces'],
    ['GET', '/v1/orgs/%zz'],
    ['GET', '/v1/orgs/%'],
    ['GET', '/v1/orgs/%C3%28'],
    ['GET', '/v1/../v1/orgs'],
    ['GET', '/__sandbox/state'],
  ])('that matches no route is told so: %s %s', async (method, path) => {
    const { status, body } = await sandbox.call(method, path)
    expect([status, body]).toMatchObject([404, unrouted])
  })

  it.each(['/', '/admin', '//admin/v1/orgs', '/admin//v1/orgs', '/ADMIN/v1/orgs', '//__sandbox/state'])(
    'outside the API matches nothing: %s',
    async (path) => {
      const { status, body } = await sandbox.send('GET', path, { headers: authorized() })
      expect([status, body]).toMatchObject([404, unrouted])
    },
  )

  it('for a foreign organization is told so in the form of the routing layer', async () => {
    const path = '/admin/v2/orgs/11111111-2222-4333-8444-555555555555/directories'
    const { status, body } = await sandbox.send('GET', path, { headers: authorized() })
    expect([status, body]).toMatchObject([404, { path: `/api${path}`, message: 'TCS validation failed' }])
  })

  it.each(['', 'Bearer', 'Bearer wrong', 'Basic abc'])('with the credential %j is refused', async (given) => {
    const headers = given === '' ? {} : { authorization: given }
    const { status, body } = await sandbox.send('GET', '/admin/v1/orgs', { headers })
    expect([status, body]).toEqual([401, { code: 401, message: 'Unauthorized' }])
  })

  it('with query parameters that nobody knows is answered', async () => {
    expect((await sandbox.call('GET', '/v1/orgs?nonsense=1&cursorr=x&%zz=%')).status).toBe(200)
  })

  it.each(['not json', '[]', '"text"', '7', 'null', '{"limit":'])(
    'with the body %s is refused',
    async (text) => {
      const path = '/v2/orgs/{orgId}/directories/{directoryId}/users/search'
      const { status, body } = await sandbox.call('POST', path, text)
      expect([status, body]).toMatchObject([400, { errors: [{ code: 'ADMIN-400-24' }] }])
    },
  )

  it('with a body that is too large is refused, and the next one is answered', async () => {
    const path = '/v2/orgs/{orgId}/directories/{directoryId}/users/search'
    const large = { searchTerm: 'x'.repeat(1_048_576) }
    expect((await sandbox.call('POST', path, large)).status).toBe(413)
    expect((await sandbox.call('POST', path, { searchTerm: 'x'.repeat(1_000_000) })).status).toBe(200)
  })

  it('that is no HTTP, or breaks off, leaves the sandbox as it is', async () => {
    const port = Number(new URL(sandbox.origin).port)
    const talk = (text: string) =>
      new Promise<string>((resolve, reject) => {
        let answer = ''
        const socket = net.connect(port, '127.0.0.1', () => socket.end(text))
        socket.on('data', (chunk) => (answer += chunk.toString()))
        socket.on('close', () => resolve(answer))
        socket.on('error', reject)
      })
    expect(await talk('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await talk('GET http://[ HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')).toMatch(/ 40[01] /)
    await talk('POST /admin/v1/orgs HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"a"')
    expect((await sandbox.call('GET', '/v1/orgs')).status).toBe(200)
  })
})

describe('the controls', () => {
  it.each([
    { origin: 'http://127.0.0.1:3000' },
    { origin: 'null' },
    { host: 'sandbox.evil.example' },
    { host: '127.0.0.1.evil.example' },
    { host: 'localhost@evil.example' },
  ])('refuse a call with %j, and do nothing', async (headers) => {
    const body = { keyRevoked: true }
    const { status } = await sandbox.send('POST', '/__sandbox/settings', { headers, body })
    expect(status).toBe(403)
    expect((await sandbox.send('GET', '/__sandbox/state', { headers })).status).toBe(403)
    expect((await sandbox.call('GET', '/v1/orgs')).status).toBe(200)
  })

  it.each(['localhost', 'LOCALHOST:80', '127.0.0.1:1', '[::1]:4000'])('answer to %s', async (host) => {
    expect((await sandbox.send('GET', '/__sandbox/settings', { headers: { host } })).status).toBe(200)
  })

  it.each([
    ['GET', '/__sandbox'],
    ['GET', '/__sandbox/nothing'],
    ['PUT', '/__sandbox/settings'],
    ['POST', '/__sandbox/%zz'],
  ])('say that there is no %s %s', async (method, path) => {
    const { status, body } = await sandbox.send(method, path)
    expect([status, body]).toMatchObject([404, { errors: [{ code: 'SANDBOX-404' }] }])
  })

  it('refuse a body that is no JSON', async () => {
    expect((await sandbox.control('POST', 'settings', 'nonsense')).status).toBe(400)
  })
})
