import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { createHttp } from './request.ts'

const never = new AbortController().signal
const Answer = z.object({ data: z.string() })
const open: Server[] = []

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(server: Server): Promise<number> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function read(baseUrl: string, times: number): Promise<void> {
  const http = createHttp({ baseUrl, accessToken: 'ATCTT3xFfGN0-token', maxTries: 1 })
  for (let time = 0; time < times; time += 1) {
    await http.read({ method: 'GET', path: '/a', ids: {} }, Answer, never)
  }
}

it('keeps its connections from call to call', async () => {
  const server = createServer((_, response) => response.end('{"data":"ok"}'))
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  const port = await listen(server)
  await read(`http://127.0.0.1:${port}`, 12)
  expect(connections).toBeLessThanOrEqual(2)
})

it('asks for packed answers and reads them, refusals too', async () => {
  const server = createServer((request, response) => {
    const isRefused = request.url === '/refused'
    const text = isRefused ? '{"message":"No “seat” is left."}' : '{"data":"Zoë"}'
    const isPacked = request.headers['accept-encoding'] === 'gzip'
    response.writeHead(isRefused ? 409 : 200, isPacked ? { 'content-encoding': 'gzip' } : {})
    response.end(isPacked ? gzipSync(text) : '{}')
  })
  const baseUrl = `http://127.0.0.1:${await listen(server)}`
  const http = createHttp({ baseUrl, accessToken: 'ATCTT3xFfGN0-token', maxTries: 1 })
  expect(await http.read({ method: 'GET', path: '/a', ids: {} }, Answer, never)).toEqual({ data: 'Zoë' })
  await expect(http.read({ method: 'GET', path: '/refused', ids: {} }, Answer, never)).rejects.toMatchObject({
    vendor: { status: 409, detail: 'No “seat” is left.' },
  })
})

it('takes an answer without a body for what it is, also when it claims to be packed', async () => {
  const server = createServer((_, response) => {
    response.writeHead(204, { 'content-encoding': 'gzip' })
    response.end()
  })
  const baseUrl = `http://127.0.0.1:${await listen(server)}`
  const http = createHttp({ baseUrl, accessToken: 'ATCTT3xFfGN0-token', maxTries: 1 })
  await expect(http.change({ method: 'POST', path: '/a', ids: {} }, never)).resolves.toBeUndefined()
})

it('does not read what would fill the memory, packed or not', async () => {
  const server = createServer((_, response) => response.end(Buffer.alloc(70_000_000, 32)))
  const port = await listen(server)
  await expect(read(`http://127.0.0.1:${port}`, 1)).rejects.toMatchObject({
    kind: 'unavailable',
    vendor: { detail: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' },
  })
})

it('does not unpack what would fill the memory', async () => {
  const packed = gzipSync(Buffer.alloc(70_000_000, 32))
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(packed)
  })
  const port = await listen(server)
  await expect(read(`http://127.0.0.1:${port}`, 1)).rejects.toMatchObject({
    kind: 'unavailable',
    message: `Could not reach 127.0.0.1:${port}: its answer is larger than any page can be.`,
    vendor: { detail: 'ERR_BUFFER_TOO_LARGE' },
  })
})

it('goes through the proxy that is set, as Node does', async () => {
  const asked: string[] = []
  const proxy = createServer()
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  const port = await listen(proxy)
  const call = `import { createHttp } from '#lib/connectors/atlassian/http/request.ts'
    const http = createHttp({ baseUrl: 'https://atlassian.test', accessToken: 'token', maxTries: 1 })
    await http.change({ method: 'GET', path: '/a', ids: {} }, new AbortController().signal).catch(() => undefined)`
  const environment = { ...process.env, NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: `http://127.0.0.1:${port}` }
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', call], { env: environment })
  expect(asked).toEqual(['atlassian.test:443'])
})

it('sends no token to a host whose certificate is not trusted', async () => {
  let heard = 0
  const server = createSecureServer({ cert, key }, (_, response) => {
    heard += 1
    response.end('{"data":"ok"}')
  })
  const port = await listen(server)
  await expect(read(`https://127.0.0.1:${port}`, 1)).rejects.toMatchObject({
    kind: 'unavailable',
    message: `Could not reach 127.0.0.1:${port}: its certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT).`,
  })
  expect(heard).toBe(0)
})

/** Of nobody, signed by itself, for this test only. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZFFCNsuCXB/KtqpX
35Af0bZApfPreIpBUhHIc8yATTahRANCAATkXiuFIzQQ7v7s07HMMkhCshiCQG3U
vy1vngLEZBL8ZHlTxr8EWC5oT1KYb9mRpmWtRijpM+UZJI7ruNSxuoIV
-----END PRIVATE KEY-----
`
const cert = `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUHm5o89hZgC+hW41JWdGvJDXEtA8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyNDAwMTg0NFoYDzIxMjYxMDMx
MDAxODQ0WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATkXiuFIzQQ7v7s07HMMkhCshiCQG3Uvy1vngLEZBL8ZHlTxr8EWC5o
T1KYb9mRpmWtRijpM+UZJI7ruNSxuoIVo2QwYjAdBgNVHQ4EFgQU1Cr/jA0WO9gZ
7E4tTdiwYDUZtzkwHwYDVR0jBBgwFoAU1Cr/jA0WO9gZ7E4tTdiwYDUZtzkwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IQD/MV7geXMFs6tJiERlj/gzNaK+udR99z9hClI0xu9VygIgJuwjz95ns1TJZeyX
GRb4bFPeKZvBxxtEgPa+/2xT2Hg=
-----END CERTIFICATE-----
`
