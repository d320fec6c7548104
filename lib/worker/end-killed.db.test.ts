import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openIdleQueue } from '#e2e/fixtures/mails.ts'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import { deleteConnector } from '#lib/setup/life/delete-connector.ts'

/** The worker as it is started in production, killed while it ends what a large connector had read. */

let closeIdleQueue: () => Promise<void>
const workers: ChildProcess[] = []

beforeAll(async () => {
  closeIdleQueue = await openIdleQueue()
})
afterAll(async () => {
  await Promise.all(workers.map(kill))
  await closeIdleQueue()
})

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    stdio: 'ignore',
    env: process.env,
  })
  workers.push(worker)
  return worker
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
}

const accounts = 2000
const groups = 100
const grants = accounts * groups

/** A connector whose every account is in every group. */
async function createLarge(owner: { userId: string }): Promise<string> {
  const { id: appId } = await db().app.create({ data: { displayName: 'Large' } })
  const { id } = await db().connector.create({
    data: {
      appId,
      kind: 'atlassian',
      displayName: 'Large',
      config: {},
      createdById: owner.userId,
      owners: { create: [{ userId: owner.userId }] },
    },
  })
  await db().$executeRaw`
    insert into "Resource" (id, "appId", "connectorId", "resourceType", "externalId", "displayName", "firstSeenAt")
    select uuidv7(), ${appId}::uuid, ${id}::uuid, 'group', n::text, 'G', now() from generate_series(1, ${groups}::int) n`
  await db().$executeRaw`
    insert into "Entitlement" (id, "appId", "connectorId", "resourceId", "externalId", kind, slug, "displayName", "firstSeenAt")
    select uuidv7(), "appId", "connectorId", id, "externalId", 'membership', 'member', 'Member', now() from "Resource"`
  await db().$executeRaw`
    insert into "Account" (id, "appId", "connectorId", "externalId", "displayName", status, "vendorStatus", "accountType",
      external, "firstSeenAt")
    select uuidv7(), ${appId}::uuid, ${id}::uuid, n::text, 'A', 'enabled', 'active', 'user', false, now()
    from generate_series(1, ${accounts}::int) n`
  await db().$executeRaw`
    insert into "Grant" (id, "appId", "connectorId", "entitlementId", "accountId", "firstSeenAt")
    select uuidv7(), e."appId", e."connectorId", e.id, a.id, now() from "Entitlement" e, "Account" a`
  return id
}

test('the next worker ends the rest, and nothing twice', async () => {
  const owner = await createPerson('Grace Hopper')
  const connectorId = await createLarge(owner)
  await deleteConnector(await refresh(owner), { connectorId, name: 'Large' })
  const current = () => db().grant.count({ where: { connectorId, endedAt: null } })
  const first = startWorker()
  await vi.waitFor(async () => expect(await current()).toBeLessThan(grants), {
    timeout: 20_000,
    interval: 5,
  })
  await kill(first)
  const [{ last }] = await db().$queryRaw<[{ last: Date }]>`select max("endedAt") as last from "Grant"`
  const ended = await db().grant.count({ where: { connectorId, endedAt: { lte: last } } })
  expect(ended).toBeLessThan(grants)
  startWorker()
  await vi.waitFor(
    async () => {
      expect(await db().resource.count({ where: { connectorId, endedAt: null } })).toBe(0)
    },
    { timeout: 80_000, interval: 200 },
  )
  expect(await current()).toBe(0)
  expect(await db().grant.count({ where: { endedAt: { lte: last } } }), 'what had ended stays so').toBe(ended)
  expect(await db().inventoryChange.count({ where: { connectorId } })).toBe(accounts + 2 * groups)
}, 120_000)
