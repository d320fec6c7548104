import net from 'node:net'
import process from 'node:process'
import { afterEach, expect, test, vi } from 'vitest'
import { db, transaction } from './client.ts'
import { publish, subscribe, type LiveEvent } from './listen.ts'

const id = '019347a0-0000-7000-8000-000000000001'
const missed: LiveEvent = { topic: 'missed', id: '' }
const changed: LiveEvent = { topic: 'connector', id }

const leave: (() => void)[] = []
afterEach(() => {
  for (const one of leave.splice(0)) one()
})

/** All that a subscriber hears from now on. */
async function hear(): Promise<LiveEvent[]> {
  const heard: LiveEvent[] = []
  leave.push(await subscribe((event) => heard.push(event)))
  return heard
}

const tell = () => transaction((tx) => publish(tx, changed))

/** Ends the server's side of the connection that listens. */
async function endListener(): Promise<void> {
  await db().$queryRaw`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'rolecall live events'`
}

test('after a lost connection every subscriber is told to read again, and hears what comes later', async () => {
  const [one, other] = [await hear(), await hear()]
  await tell()
  await expect.poll(() => [one, other]).toEqual([[changed], [changed]])
  await endListener()
  await tell() // into the gap, or after it: read again covers both
  await expect
    .poll(() => [one, other])
    .toEqual([expect.arrayContaining([missed]), expect.arrayContaining([missed])])
  const before = one.length
  await tell()
  await expect.poll(() => one.slice(before)).toContainEqual(changed)
})

test('who waits for a connection that does not come can stop', async () => {
  await hear()
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/nowhere')
  leave.push(() => vi.unstubAllEnvs())
  await endListener()
  const reason = new Error('enough')
  const tried = async () => {
    const stop = new AbortController()
    const subscribing = subscribe(() => undefined, stop.signal)
    stop.abort(reason)
    return subscribing.then(
      (unsubscribe) => unsubscribe(),
      (error: unknown) => error,
    )
  }
  await expect.poll(tried).toBe(reason)
})

/** Another way to the database, on which every connection can fall silent without being closed. */
async function openRelay(url: string) {
  const { hostname, port } = new URL(url)
  const pairs: [net.Socket, net.Socket][] = []
  const server = net.createServer((socket) => {
    const onward = net.connect(Number(port), hostname)
    pairs.push([socket, onward])
    for (const side of [socket, onward]) side.on('error', () => side.destroy())
    socket.pipe(onward).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const relayed = new URL(url)
  relayed.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    url: relayed.href,
    silence: () => {
      for (const [socket, onward] of pairs) {
        socket.unpipe(onward)
        onward.unpipe(socket)
      }
    },
    close: () => {
      for (const side of pairs.flat()) side.destroy()
      server.close()
    },
  }
}

test('a connection that has fallen silent is noticed without being closed', async () => {
  const relay = await openRelay(process.env['DATABASE_URL'] ?? '')
  leave.push(relay.close)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  leave.push(() => vi.useRealTimers())
  vi.stubEnv('DATABASE_URL', relay.url)
  leave.push(() => vi.unstubAllEnvs())
  const heard = await hear()
  await endListener() // the next one goes through the relay
  await expect.poll(() => heard).toContainEqual(missed)
  const before = heard.length
  relay.silence()
  await tell()
  vi.advanceTimersByTime(10_000)
  await expect.poll(() => heard.slice(before), { timeout: 15_000 }).toContainEqual(missed)
})
