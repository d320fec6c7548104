import pg from 'pg'
import { env } from '../env.ts'
import { log } from '../log.ts'
import type { Tx } from './client.ts'

const channel = 'rolecall_live'
/** A connection that does not answer in time is given up: nothing else tells of a line that was cut. */
const checkEveryMs = 10_000
const answerWithinMs = 5000

/** What changed. Screens re-read the thing; the message carries ids only (NOTIFY payloads end at 8,000 bytes). */
export interface LiveEvent {
  /**
   * run-ended: whoever works on the sync run stops. missed: the connection was lost for a while, so anything may have
   * changed; it is about nothing in particular and its `id` is empty.
   */
  topic: 'connector' | 'setup' | 'request' | 'notification' | 'mail' | 'run-ended' | 'missed'
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

function tellAll(to: Hub, event: LiveEvent): void {
  for (const listener of to.listeners) listener(event)
}

async function connect(to: Hub): Promise<void> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: 'rolecall live events',
    keepAlive: true,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
  })
  const lost = (error?: Error) => {
    if (to.client !== client) return
    to.client = null
    if (error) log.warn({ err: error }, 'live events: database connection lost')
    if (to.listeners.size > 0) void comeBack(to)
  }
  let hasEnded = false
  client.on('error', lost)
  client.on('end', () => {
    hasEnded = true
    lost()
  })
  client.on('notification', (message) => {
    const event: LiveEvent = JSON.parse(message.payload ?? '{}')
    tellAll(to, event)
  })
  try {
    await client.connect()
    await client.query(`listen ${channel}`)
    if (hasEnded) throw new Error('The connection ended as soon as it was there.')
  } catch (error) {
    discard(client)
    throw error
  }
  to.client = client
  keepChecking(client, lost)
}

/** Asks for a sign of life until the connection ends, by itself or for want of an answer. */
function keepChecking(client: pg.Client, lost: (error: Error) => void): void {
  const check = setInterval(() => {
    client.query('select 1').catch((error: unknown) => {
      lost(error instanceof Error ? error : new Error(String(error)))
      discard(client)
    })
  }, checkEveryMs)
  check.unref()
  client.on('end', () => clearInterval(check))
}

/** Closes what is of no use any more, without waiting for an answer that may never come. */
function discard(client: pg.Client): void {
  client.end().catch((error: unknown) => log.debug({ err: error }, 'live events: closing a lost connection'))
}

async function comeBack(to: Hub): Promise<void> {
  await reconnect(to)
  tellAll(to, { topic: 'missed', id: '' })
}

function reconnect(to: Hub): Promise<void> {
  to.connecting ??= retryUntilConnected(to).finally(() => {
    to.connecting = null
  })
  return to.connecting
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
 * Events are lost while that connection is down: when it is there again, every listener gets `missed` and reads anew.
 * @param signal ends the wait for that connection.
 * @throws the signal's reason.
 */
export async function subscribe(listener: Listener, signal?: AbortSignal): Promise<() => void> {
  const to = hub()
  const unsubscribe = () => {
    to.listeners.delete(listener)
  }
  to.listeners.add(listener)
  try {
    while (!to.client) await unlessAborted(reconnect(to), signal)
  } catch (error) {
    unsubscribe()
    throw error
  }
  return unsubscribe
}

function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
