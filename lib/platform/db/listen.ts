import pg from 'pg'
import { env } from '../env.ts'
import { log } from '../log.ts'
import type { Tx } from './client.ts'

const channel = 'rolecall_live'

/** What changed. Screens re-read the thing; the message carries ids only (NOTIFY payloads end at 8,000 bytes). */
export interface LiveEvent {
  /** run-ended: whoever works on the sync run stops. */
  topic: 'connector' | 'request' | 'notification' | 'run-ended'
  id: string
}

/** Tells every open screen, once the transaction commits. */
export async function publish(tx: Tx, event: LiveEvent): Promise<void> {
  await tx.$executeRaw`select pg_notify(${channel}, ${JSON.stringify(event)})`
}

type Listener = (event: LiveEvent) => void

interface Hub {
  listeners: Set<Listener>
  client: pg.Client | null
  connecting: Promise<void> | null
}

const kept = globalThis as typeof globalThis & { rolecallHub?: Hub }

function hub(): Hub {
  kept.rolecallHub ??= { listeners: new Set(), client: null, connecting: null }
  return kept.rolecallHub
}

async function connect(to: Hub): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true })
  const lost = (error?: Error) => {
    if (to.client !== client) return
    to.client = null
    if (error) log.warn({ err: error }, 'live events: database connection lost')
    if (to.listeners.size > 0) reconnect(to)
  }
  client.on('error', lost)
  client.on('end', () => lost())
  client.on('notification', (message) => {
    const event: LiveEvent = JSON.parse(message.payload ?? '{}')
    for (const listener of to.listeners) listener(event)
  })
  await client.connect()
  await client.query(`listen ${channel}`)
  to.client = client
}

function reconnect(to: Hub): void {
  to.connecting ??= retryUntilConnected(to).finally(() => {
    to.connecting = null
  })
}

async function retryUntilConnected(to: Hub): Promise<void> {
  for (let waitMs = 250; to.listeners.size > 0; waitMs = Math.min(waitMs * 2, 10_000)) {
    try {
      return await connect(to)
    } catch (error) {
      log.warn({ err: error }, 'live events: cannot listen, trying again')
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}

/**
 * Calls `listener` for every published event until the returned function is called. One LISTEN connection a process.
 * While that connection is down events are lost: subscribers re-read when they (re)connect and poll slowly beside it.
 */
export async function subscribe(listener: Listener): Promise<() => void> {
  const to = hub()
  to.listeners.add(listener)
  if (!to.client) {
    reconnect(to)
    await to.connecting
  }
  return () => {
    to.listeners.delete(listener)
  }
}
