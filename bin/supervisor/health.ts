import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

const Health = z.object({ status: z.string() })

/**
 * Asks the web server how it is until all is well.
 * @returns null, or what it said last when the time is over.
 */
export async function waitUntilHealthy(
  host: string,
  port: number,
  timeoutMs: number,
): Promise<string | null> {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  const url = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}/api/health`
  let last = 'no answer'
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(100)) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
      last = (await response.text()).slice(0, 500)
      if (response.ok && Health.parse(JSON.parse(last)).status === 'ok') return null
    } catch {
      continue
    }
  }
  return last
}
