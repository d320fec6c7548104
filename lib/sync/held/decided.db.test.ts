import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { nothingWrong, settle } from '#e2e/fixtures/histories.ts'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { db } from '#lib/platform/db/client.ts'
import { listLosses } from '../held-queries.ts'
import { runSync } from '../run-sync.ts'
import { applyHeldPlan } from './apply-held-plan.ts'

const users = '/v2/orgs/{orgId}/directories/{directoryId}/users'
const groups = '/v2/orgs/{orgId}/directories/{directoryId}/groups'
const empty = { status: 200, body: { data: [], links: {} } }

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization()
  connected = await connectOrganization(sandbox)
})
afterEach(async () => {
  await sandbox.control('DELETE', 'faults')
})
afterAll(() => sandbox.close())

const control = (fault: object) => sandbox.control('POST', 'faults', fault)

async function apply(runId: string): Promise<void> {
  await sandbox.control('DELETE', 'faults')
  await applyHeldPlan(connected.owner, { runId })
  await runSync(runId, new AbortController().signal)
}

const kindsOf = async (runId: string) => (await listLosses(connected.owner, runId)).map((one) => one.kind)
const currentAccounts = () => db().account.count({ where: { endedAt: null } })

test('who applies what one phase held back does not decide on what another has kept', async () => {
  await control({ endpoint: `GET ${groups}/{groupId}/role-assignments`, ...empty, count: 500 })
  await control({ endpoint: `POST ${users}/search`, skip: 2, truncate: 38, count: 1 })
  const run = await syncAgain(connected)
  expect(run.status).toBe('held')
  expect(run.phases.find((one) => one.phase === 'accounts')?.cause).toMatch(/and stays: ./)
  expect(await kindsOf(run.id)).not.toContain('accounts')
  expect(run.phases.find((one) => one.phase === 'group-roles')?.cause).toMatch(/ 20 of 20 that were asked/)
  await apply(run.id)
  expect(await currentAccounts()).toBe(240)
  expect(await settle(sandbox, connected)).toEqual(nothingWrong)
})

test('nor on what a later sync has found since', async () => {
  const known = new Set((await db().entitlement.findMany()).map((one) => one.externalId))
  const found = [...sandbox.model.workspaces.keys()]
    .map((id) => `${id}#atlassian/contributor`)
    .find((key) => !known.has(key))
  const group = [...sandbox.model.groups.values()].find((one) => !one.synced && one.roles.size > 0)
  if (!found || !group) throw new Error('Every role is known.')
  await control({ endpoint: `POST ${users}/search`, skip: 3, ...empty, count: 500 })
  const run = await syncAgain(connected)
  expect(run.status).toBe('held')
  await sandbox.control('DELETE', 'faults')
  group.roles.add(found)
  await control({ endpoint: `POST ${users}/search`, status: 401, count: 500 })
  expect((await syncAgain(connected)).status).toBe('failed')
  await apply(run.id)
  const entitlement = await db().entitlement.findFirst({ where: { externalId: found } })
  expect(entitlement).toMatchObject({ endedAt: null })
})
