import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { readInventory, readTruth } from '#e2e/fixtures/truth.ts'
import { db } from '#lib/platform/db/client.ts'

const users = '/v2/orgs/{orgId}/directories/{directoryId}/users'

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 600 })
  connected = await connectOrganization(sandbox)
})
afterAll(() => sandbox.close())

test('a list that leaves out without an end is a bad one, whatever the limit allows', async () => {
  const { connectorId } = connected
  const limit = { percent: 100, objects: 100_000 }
  await db().removalLimit.create({ data: { connectorId, kind: 'group memberships', ...limit } })
  await sandbox.control('POST', 'faults', {
    endpoint: `POST ${users}/search`,
    skip: 1,
    count: 4,
    leaveOut: 'groups',
  })
  const run = await syncAgain(connected)
  const [accounts, holders] = ['accounts', 'role-holders'].map((phase) =>
    run.phases.find((one) => one.phase === phase),
  )
  expect(accounts).toMatchObject({ status: 'failed', added: 0, removed: 0 })
  expect(accounts?.cause).toMatch(
    /^The list of group memberships leaves out what is still there when it is asked for: .+ \(Member of .+ and \d+ more\.$/,
  )
  expect(holders).toMatchObject({ status: 'skipped' })
  expect(await readInventory(connectorId)).toEqual(readTruth(sandbox.model))
})
