import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { streamLiveEvents } from '#lib/auth/live.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { publish, type LiveEvent } from '#lib/platform/db/listen.ts'
import { submitRequest } from '#lib/requests/submit-request.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { endSession, startSession } from '#lib/users/start-session.ts'
import { mayHear } from './live-queries.ts'

let sandbox: Organization
let connected: Connected
let grace: Actor
let mallory: Actor

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
  grace = await createPerson('Grace Hopper')
  mallory = await createPerson('Mallory Stranger')
})
afterAll(async () => {
  await sandbox.close()
})

const gone = new AbortController()
const open: ReadableStreamDefaultReader<Uint8Array>[] = []
afterEach(async () => {
  for (const reader of open.splice(0)) await reader.cancel()
})

const tell = (event: LiveEvent) => transaction((tx) => publish(tx, event))

/** What the browser of a person receives, and whether the stream has ended. */
async function watch(actor: Actor, pingMs?: number) {
  const { sessionId } = await startSession(actor.userId)
  const { body } = await streamLiveEvents(sessionId, gone.signal, mayHear, pingMs)
  const seen = { sessionId, text: '', ended: false }
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  const read = async () => {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
      seen.text += part.value
    seen.ended = true
  }
  void read()
  return seen
}

const ended: LiveEvent = { topic: 'run-ended', id: '019347a0-0000-7000-8000-000000000001' }

test('each may know of what they may read, and of nothing else', async () => {
  const role = await db().entitlement.findFirstOrThrow({
    where: { slug: 'atlassian/user', resource: { displayName: 'Confluence · acme' } },
  })
  const { requestId } = await submitRequest(grace, { entitlementId: role.id, reason: 'Writing the manual' })
  const people = {
    owner: connected.owner,
    grace,
    mallory,
    auditor: await createPerson('Alan Auditor', ['read_only_administrator']),
    helper: await createPerson('Hedy Helper', ['access_request_helpdesk']),
  }
  const events: [string, LiveEvent][] = [
    ['connector', { topic: 'connector', id: connected.connectorId }],
    ['request', { topic: 'request', id: requestId }],
    ['notice for Grace', { topic: 'notification', id: grace.userId }],
    ['mail', { topic: 'mail', id: connected.appId }],
    ['end of a run', ended],
    ['missed', { topic: 'missed', id: '' }],
  ]
  const heard: Record<string, string[]> = {}
  for (const [name, actor] of Object.entries(people)) {
    heard[name] = []
    for (const [what, event] of events) if (await mayHear(actor, event)) heard[name].push(what)
  }
  expect(heard).toEqual({
    owner: ['connector', 'request', 'mail', 'missed'],
    grace: ['request', 'notice for Grace', 'missed'],
    mallory: ['missed'],
    auditor: ['connector', 'request', 'missed'],
    helper: ['request', 'missed'],
  })
})

test('a stream carries what its person may know', async () => {
  const owner = await watch(connected.owner)
  const stranger = await watch(mallory)
  await tell({ topic: 'connector', id: connected.connectorId })
  await tell({ topic: 'notification', id: mallory.userId })
  await expect.poll(() => stranger.text).toContain('notification')
  await expect.poll(() => owner.text).toContain(connected.connectorId)
  expect(stranger.text).not.toContain('connector')
  expect(owner.text).not.toContain('notification')
})

test('the owner of an app hears of its syncs, which its lists show', async () => {
  const owner: Actor = { ...mallory, ownedAppIds: [connected.appId] }
  const event: LiveEvent = { topic: 'connector', id: connected.connectorId }
  expect(await mayHear(owner, event)).toBe(true)
  expect(await mayHear({ ...owner, ownedAppIds: [connected.runId] }, event)).toBe(false)
})

test('a stream ends with its session, and with the person', async () => {
  const signedOut = await watch(grace, 50)
  const disabled = await watch(mallory, 50)
  await expect
    .poll(() => [signedOut.text, disabled.text])
    .toEqual([expect.stringContaining('ping'), expect.stringContaining('ping')])
  await endSession(signedOut.sessionId)
  await db().user.update({ where: { id: mallory.userId }, data: { status: 'disabled' } })
  await expect.poll(() => [signedOut.ended, disabled.ended]).toEqual([true, true])
  const again = await streamLiveEvents(signedOut.sessionId, gone.signal, mayHear)
  expect(again.status).toBe(401)
})
