import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOrganization, setUpForm, type Organization, connectAndSync } from '#e2e/fixtures/organization.ts'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { cancelSync } from '../cancel-sync.ts'
import { runSync } from '../run-sync.ts'
import { startSync } from '../start-sync.ts'

const never = new AbortController().signal

let sandbox: Organization
let owner: Actor
let connectorId: string
let firstRunId: string

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 12_000, groups: 400 })
  const ada = await createPerson('Ada Lovelace', ['super_administrator'])
  const created = await connectAndSync(ada, setUpForm(sandbox))
  connectorId = created.connectorId
  firstRunId = created.runId
  owner = await refresh(ada)
})
afterAll(() => sandbox.close())

const memberships = () => db().grant.count({ where: { entitlement: { kind: 'membership' } } })

test('a sync that is cancelled while it writes has ended within two seconds, and keeps what is written', async () => {
  const running = runSync(firstRunId, never)
  await expect.poll(memberships, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0)
  const cancelledAt = performance.now()
  await cancelSync(owner, { runId: firstRunId })
  await running
  expect(performance.now() - cancelledAt).toBeLessThan(2000)
  const run = await db().syncRun.findUniqueOrThrow({ where: { id: firstRunId }, include: { phases: true } })
  expect(run.status).toBe('cancelled')
  expect(run.phases.find((one) => one.phase === 'accounts')?.status).toBe('cancelled')
  expect(await memberships()).toBeGreaterThan(0)
}, 60_000)

test('much is written in transactions that are each bounded, and as it is true', async () => {
  const { runId } = await startSync(owner, { connectorId })
  await runSync(runId, never)
  const total = sandbox.model.accounts.values().reduce((sum, one) => sum + one.groups.size, 0)
  expect(await memberships()).toBe(total)
  // A row names the transaction that wrote it. Two hundred staging pages of ids have no room for more.
  const [most] = await db().$queryRaw<{ rows: number; all: number }[]>`
    select max(rows)::int as rows, sum(rows)::int as all from (select count(*) as rows from "Grant" group by xmin::text) x`
  expect(most?.all).toBeGreaterThan(80_000)
  expect(most?.rows).toBeLessThan(40_000)
}, 60_000)
