import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  setUpForm,
  type Connected,
  type Organization,
  connectBeside,
} from '#e2e/fixtures/organization.ts'
import { openQueue, work } from '#lib/jobs/work.ts'
import { db } from '#lib/platform/db/client.ts'
import { cancelSync } from '#lib/sync/cancel-sync.ts'
import { startSync } from '#lib/sync/start-sync.ts'
import { handlers } from './handlers.ts'

const small = { accounts: 60, groups: 12, sites: 1 }
let slow: Organization
let other: Organization
let connected: Connected
let queue: Awaited<ReturnType<typeof openQueue>>
const shutdown = new AbortController()

beforeAll(async () => {
  slow = await openOrganization(small)
  connected = await connectOrganization(slow)
  queue = await openQueue()
  await work(queue, handlers, shutdown.signal)
})
afterAll(async () => {
  shutdown.abort()
  await queue.stop({ graceful: false })
  await other.close()
  await slow.close()
})

const statusOf = async (runId: string) =>
  (await db().syncRun.findUniqueOrThrow({ where: { id: runId } })).status

test('a third connector is synced while two wait for a rate limit', async () => {
  const { owner, connectorId } = connected
  const second = await connectBeside(owner, setUpForm(slow))
  await vi.waitFor(async () => expect(await statusOf(second.runId)).toBe('succeeded'), 15_000)
  await slow.control('POST', 'faults', {
    endpoint: 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search',
    status: 429,
    resetInMs: 60_000,
    count: 50,
  })
  const waiting = [
    (await startSync(owner, { connectorId })).runId,
    (await startSync(owner, { connectorId: second.connectorId })).runId,
  ]
  const areWaiting = async () =>
    expect(await Promise.all(waiting.map(statusOf))).toEqual(['waiting', 'waiting'])
  await vi.waitFor(areWaiting, 10_000)

  other = await openOrganization(small)
  const third = await connectBeside(owner, setUpForm(other))
  await vi.waitFor(async () => expect(await statusOf(third.runId)).toBe('succeeded'), 10_000)
  await areWaiting()
  for (const runId of waiting) await cancelSync(owner, { runId })
})
