import { spawn } from 'node:child_process'
import path from 'node:path'
import { node, root } from '../../platform/paths.ts'

/** How to reach a sandbox. */
export interface Access {
  baseUrl: string
  organizationId: string
  accessToken: string
}

export interface Vendor extends Access {
  control(method: 'GET' | 'POST' | 'DELETE', at: string, body?: object): Promise<unknown>
  stop(): void
}

/** A sandbox in a process of its own, of that many accounts. */
export async function startVendor(accounts: number, groups: number, sites: number): Promise<Vendor> {
  const child = spawn(
    node,
    [
      path.join(root, 'bin/sandbox.mjs'),
      `--accounts=${accounts}`,
      `--groups=${groups}`,
      `--sites=${sites}`,
      '--seed=7',
    ],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  )
  const access = await new Promise<Access>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(JSON.parse(text))
    })
    child.once('exit', () => reject(new Error('The sandbox did not start.')))
  })
  const { origin } = new URL(access.baseUrl)
  return {
    ...access,
    async control(method, at, body) {
      const init = body ? { body: JSON.stringify(body) } : {}
      const response = await fetch(`${origin}/__sandbox/${at}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...init,
      })
      if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${await response.text()}`)
      return response.status === 204 ? null : response.json()
    },
    stop: () => child.kill(),
  }
}

/** Bare calls of the organization API, counted. */
export function bareCalls({ baseUrl, organizationId, accessToken }: Access) {
  const counted = { calls: 0 }
  const directory = `/v2/orgs/${organizationId}/directories/-`

  async function call<T>(method: string, at: string, body?: object): Promise<T> {
    counted.calls += 1
    const response = await fetch(baseUrl + at, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return JSON.parse(await response.text())
  }

  return {
    counted,
    directory,
    call,
    /** Pages of a search, one after the other. */
    async *search<Row>(at: string, body: object): AsyncGenerator<Row[]> {
      for (let cursor: string | null = null; ;) {
        const page: { data: Row[]; links?: { next?: string | null } } = await call('POST', at, {
          limit: 100,
          ...body,
          ...(cursor === null ? {} : { cursor }),
        })
        yield page.data
        cursor = page.links?.next ?? null
        if (cursor === null) return
      }
    },
  }
}

/** Works on all items, so many at a time. */
export async function atATime<T>(width: number, items: readonly T[], work: (item: T) => Promise<void>) {
  const queue = items.values()
  const one = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: width }, one))
}
