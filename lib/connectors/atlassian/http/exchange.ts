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

const limits = { maxResponseSize: largestBytes }
/** Connections are kept from call to call. */
const connections = usesProxy() ? new EnvHttpProxyAgent(limits) : new Agent(limits)

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
  const isPacked = /^(?:x-)?gzip$/i.test(headers['content-encoding']?.toString().trim() ?? '')
  const text = isPacked ? await unpacked(Buffer.from(await body.arrayBuffer())) : await body.text()
  return { status: statusCode, headers: { get: (name) => headers[name]?.toString() ?? null }, text }
}

/** An answer without a body may say that it is packed. */
const unpacked = async (bytes: Buffer): Promise<string> =>
  bytes.length === 0 ? '' : (await unpack(bytes, { maxOutputLength: largestBytes })).toString()
