import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from './context.ts'
import { envelope, gateway, Refusal, routing, type Reply } from './replies.ts'
import { apiRoutes, controlRoutes, findRoute } from './routes.ts'
import type { Fault, Simulation } from './simulation.ts'

const basePath = '/admin'

export interface RunningServer {
  /** `http://127.0.0.1:<port>/admin` */
  baseUrl: string
  /** `http://127.0.0.1:<port>`; the controls are under `/__sandbox`. */
  origin: string
  stop(): Promise<void>
}

/** Listens on the loopback interface. Port 0 takes any free one. @throws the error of `listen`, e.g. EADDRINUSE. */
export async function startServer(sandbox: Simulation, port: number): Promise<RunningServer> {
  const server = createServer((request, response) => {
    answer(sandbox, request)
      .catch((error: unknown): Reply => toReply(error))
      .then((reply) => send(response, reply))
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${portOf(server)}`
  return { origin, baseUrl: origin + basePath, stop: () => stop(server) }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}

async function answer(sandbox: Simulation, request: IncomingMessage): Promise<Reply> {
  const origin = `http://${request.headers.host ?? '127.0.0.1'}`
  const url = new URL(request.url ?? '/', origin)
  const method = request.method ?? 'GET'
  const text = await readBody(request)
  const base = { sandbox, query: url.searchParams, baseUrl: origin + basePath }
  sandbox.settle(Date.now())

  const control = findRoute(controlRoutes, method, url.pathname)
  if (control) return control.route.handle({ ...base, params: control.params, body: parseBody(text) })

  if (request.headers.authorization !== `Bearer ${sandbox.accessToken}`) throw gateway(401, 'Unauthorized')
  const path = url.pathname.startsWith(`${basePath}/`) ? url.pathname.slice(basePath.length) : ''
  const found = findRoute(apiRoutes, method, path)
  if (!found) throw routing(404, url.pathname, 'Request failed to match any route')
  const endpoint = `${method} ${found.route.path}`
  sandbox.requests.set(endpoint, (sandbox.requests.get(endpoint) ?? 0) + 1)
  const fault = sandbox.takeFault(endpoint)
  if (fault) {
    await sleep(fault.delayMs ?? 0)
    const planned = toFaultReply(fault)
    if (planned) return planned
  }
  const { orgId } = found.params
  if (orgId !== undefined && orgId !== sandbox.model.organizationId) {
    throw routing(404, url.pathname, 'TCS validation failed')
  }
  const context: Context = { ...base, params: found.params, body: parseBody(text) }
  return found.route.handle(context)
}

/** Null for a fault that only delays. */
function toFaultReply(fault: Fault): Reply | null {
  if (fault.reset) return { status: 0, destroy: true }
  const headers = fault.headers ?? {}
  if (fault.location)
    return { status: fault.status ?? 302, headers: { ...headers, location: fault.location } }
  if (fault.html) {
    const text = '<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>'
    return { status: fault.status ?? 502, text, headers: { ...headers, 'content-type': 'text/html' } }
  }
  if (fault.status === undefined) return null
  if (fault.empty) return { status: fault.status, headers }
  if (fault.body !== undefined) return { status: fault.status, body: fault.body, headers }
  const proxy = {
    code: fault.status,
    message: fault.status === 429 ? 'Rate limit exceeded' : 'Injected fault',
  }
  return { status: fault.status, body: proxy, headers }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function parseBody(text: string): Record<string, unknown> {
  if (text.trim() === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Said below, like any other body that is no object.
  }
  throw envelope(400, 'ADMIN-400-24', 'Invalid request body')
}

function toReply(error: unknown): Reply {
  if (error instanceof Refusal) return error.reply
  const detail = error instanceof Error ? error.message : null
  return envelope(500, 'ADMIN-UAM-500-1', 'Internal error', detail).reply
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.destroy) {
    response.destroy()
    return
  }
  const text = reply.text ?? (reply.body === undefined ? '' : JSON.stringify(reply.body))
  const headers = { 'content-type': 'application/json', ...reply.headers }
  response.writeHead(reply.status, text === '' && reply.status === 204 ? reply.headers : headers).end(text)
}
