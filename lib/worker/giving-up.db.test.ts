import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { openQueue, work } from '#lib/jobs/work.ts'
import { db } from '#lib/platform/db/client.ts'
import { getExplainedRequest } from '#lib/provisioning/queries.ts'
import { approveRequest } from '#lib/requests/approve-request.ts'
import { retryRequest } from '#lib/requests/retry-request.ts'
import { submitRequest } from '#lib/requests/submit-request.ts'
import { startSync } from '#lib/sync/start-sync.ts'
import { handlers } from './handlers.ts'

let sandbox: Organization
let connected: Connected
let queue: Awaited<ReturnType<typeof openQueue>>
const shutdown = new AbortController()

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
  // A secret that our own key does not open fails on our side, before anything is sent.
  await db().connector.update({
    where: { id: connected.connectorId },
    data: { secret: 'not what was stored' },
  })
  queue = await openQueue()
})
afterAll(async () => {
  shutdown.abort()
  await queue.stop({ graceful: false })
  await sandbox.close()
})

/** No redelivery is left for what waits in the queue. */
const lastDelivery = () =>
  db().$executeRaw`update pgboss.job set retry_limit = 0 where state = 'created' and name not like 'give-up%'`

test('work that fails on our side until no redelivery is left ends where people see it, and can be done again', async () => {
  const grace = await createPerson('Grace Hopper')
  const role = await db().entitlement.findFirstOrThrow({
    where: { slug: 'atlassian/user', resource: { displayName: 'Confluence · acme' } },
  })
  const { requestId } = await submitRequest(grace, { entitlementId: role.id, reason: 'Writing the manual' })
  await approveRequest(connected.owner, { requestId })
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  await lastDelivery()
  await work(queue, handlers, shutdown.signal)

  await vi.waitFor(
    async () => {
      const run = await db().syncRun.findUniqueOrThrow({ where: { id: runId } })
      expect(run).toMatchObject({ status: 'failed', errorKind: 'internal' })
      const request = await db().accessRequest.findUniqueOrThrow({ where: { id: requestId } })
      expect(request.status).toBe('provisioning_failed')
    },
    { timeout: 15_000, interval: 100 },
  )
  const { explanation } = await getExplainedRequest(grace, requestId)
  expect(explanation?.title).toBe('Rolecall could not finish it')
  expect(explanation?.cause).toContain('it is not known whether Grace Hopper has')
  await retryRequest(connected.owner, { requestId })
  const again = await startSync(connected.owner, { connectorId: connected.connectorId })
  expect(again.runId).not.toBe(runId)
})
