import { request } from 'node:http'
import { startSandbox, type Sandbox } from '../start-sandbox.ts'

/** What came over the wire. `body` is null for an answer without one, and text for one that is no JSON. */
interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  body: unknown
  /** In how many pieces the body came. */
  pieces: number
}

interface Sent {
  body?: unknown
  headers?: Record<string, string>
}

export type ControlledSandbox = Awaited<ReturnType<typeof openControlled>>

/** A sandbox for tests that drive it by its controls; small, because every test starts one. */
export async function openControlled(input: Parameters<typeof startSandbox>[0] = {}) {
  const sandbox = await startSandbox({ accounts: 40, groups: 30, ...input })
  const { origin, baseUrl, accessToken } = sandbox
  return {
    ...sandbox,
    /** Sends exactly that path, which `fetch` would tidy up. Rejects when the answer does not arrive whole. */
    send: (method: string, path: string, sent: Sent = {}) => send(new URL(origin).port, method, path, sent),
    /** A call of the API with its key. */
    call: (method: string, path: string, body?: unknown) =>
      send(new URL(origin).port, method, new URL(baseUrl).pathname + fill(path, sandbox), {
        body,
        headers: { authorization: `Bearer ${accessToken}` },
      }),
    /** A call of the controls. */
    control: (method: string, path: string, body?: unknown) =>
      send(new URL(origin).port, method, `/__sandbox/${path}`, { body }),
  }
}

/** A path template with ids that exist; `{accountId}` is an active account. */
function fill(template: string, { model, organizationId }: Sandbox): string {
  const account = model.accounts.values().find((one) => one.email === 'grace.hopper@acme.example')
  const group = model.groups.values().find((one) => !one.synced && !one.members.has(account?.accountId ?? ''))
  const ids: Record<string, string> = {
    orgId: organizationId,
    directoryId: model.directoryId,
    accountId: account?.accountId ?? '',
    userId: account?.accountId ?? '',
    groupId: group?.id ?? '',
  }
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'unknown')
}

function send(port: string, method: string, path: string, { body, headers }: Sent): Promise<Answer> {
  const content = typeof body === 'string' || body === undefined ? (body ?? '') : JSON.stringify(body)
  const all = { 'content-length': Buffer.byteLength(content), ...headers }
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, headers: all }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          body: parse(text),
          pieces: chunks.length,
        })
      })
    })
    call.on('error', reject)
    call.end(content)
  })
}

function parse(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
