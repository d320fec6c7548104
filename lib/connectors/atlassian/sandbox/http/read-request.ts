import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Simulation } from '../simulation.ts'
import { envelope, gateway } from '../replies.ts'

/** Much more than the largest body of the API, which names 100 addresses. */
const mostBytes = 1_048_576

/** One call, read to its end. */
export interface Call {
  sandbox: Simulation
  method: string
  /** As it was sent: escapes are not resolved, and neither are dots. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  text: string
  /** `http://127.0.0.1:<port>/admin` */
  baseUrl: string
}

/** @throws Refusal 413 for a body that is too large; the rest of it is read and forgotten, so that the answer arrives. */
export async function readCall(
  sandbox: Simulation,
  request: IncomingMessage,
  basePath: string,
): Promise<Call> {
  const { url = '/', method = 'GET', headers } = request
  const at = url.indexOf('?')
  return {
    sandbox,
    method,
    headers,
    path: at < 0 ? url : url.slice(0, at),
    query: new URLSearchParams(at < 0 ? '' : url.slice(at + 1)),
    text: await readText(request),
    baseUrl: `http://${headers.host ?? '127.0.0.1'}${basePath}`,
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    bytes += chunk.length
    if (bytes <= mostBytes) chunks.push(chunk)
    else chunks.length = 0
  }
  if (bytes > mostBytes) throw gateway(413, 'Payload too large')
  return Buffer.concat(chunks).toString()
}

/** An empty record when there is no body. @throws Refusal 400 for one that is no JSON object. */
export function parseBody(text: string): Record<string, unknown> {
  if (text.trim() === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Said below, like any other body that is no object.
  }
  throw envelope(400, 'ADMIN-400-24', 'Invalid request body')
}

/** The cursor that a call goes on from, in its query or its body. */
export function cursorOf({ query, text }: Call): string | null {
  const asked = query.get('cursor')
  if (asked !== null || text === '') return asked
  try {
    const { cursor } = parseBody(text)
    return typeof cursor === 'string' && cursor !== '' ? cursor : null
  } catch {
    return null
  }
}
