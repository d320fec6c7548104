import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Agent, EnvHttpProxyAgent, request } from 'undici'
import { usesProxy } from '#lib/platform/env.ts'

/** One request, whole. */
export interface Request {
  method: 'GET' | 'POST' | 'DELETE'
  url: URL
  headers: Record<string, string>
  /** JSON. */
  body: string | null
}

/** One answer, read to its end, with any status. */
export interface Answer {
  status: number
  headers: AnswerHeaders
  text: string
}

/** Names in lower case. */
export type AnswerHeaders = Pick<Headers, 'get'>

const unpack = promisify(gunzip)
/** What an answer may unpack to: some hundred times the largest page. */
const largestBytes = 64_000_000

/** Connections are kept from call to call. */
const connections = usesProxy() ? new EnvHttpProxyAgent() : new Agent()

/**
 * Sends a request and reads its answer; redirects are not followed. A sync sends thousands of these, and `fetch` takes
 * twice the work for each: its streams, its headers.
 * @throws the signal's reason; Error with the `code` of the system, of TLS, of undici or of zlib.
 */
export async function exchange({ url, ...sent }: Request, signal: AbortSignal): Promise<Answer> {
  const { statusCode, headers, body } = await request(url, {
    ...sent,
    headers: { ...sent.headers, 'accept-encoding': 'gzip' },
    signal,
    dispatcher: connections,
  })
  const text =
    headers['content-encoding'] === 'gzip'
      ? (await unpack(await body.arrayBuffer(), { maxOutputLength: largestBytes })).toString()
      : await body.text()
  return { status: statusCode, headers: { get: (name) => headers[name]?.toString() ?? null }, text }
}
