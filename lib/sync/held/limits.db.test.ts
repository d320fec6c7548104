import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import { getRemovalLimits, listWaitingPlans } from '../held-queries.ts'
import { getProgress } from '../queries.ts'
import { getRun } from '../run-queries.ts'
import { runSync } from '../run-sync.ts'
import { discardHeldPlan } from './discard-held-plan.ts'
import { resetRemovalLimit } from './reset-removal-limit.ts'
import { setRemovalLimit } from './set-removal-limit.ts'

const never = new AbortController().signal
const search = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 120, groups: 12, sites: 1 })
  connected = await connectOrganization(sandbox)
})
beforeEach(async () => {
  await sandbox.control('DELETE', 'faults')
})
afterAll(async () => {
  await sandbox.close()
})

const usual = { percent: 10, objects: 20 }
const limitOf = async (kind: string) =>
  (await getRemovalLimits(connected.owner, connected.connectorId)).kinds.find((one) => one.kind === kind)

test('every kind that is read has its limit, and the way back to the usual one', async () => {
  const { owner, connectorId } = connected
  const { usual: shown, kinds } = await getRemovalLimits(owner, connectorId)
  expect(shown).toEqual(usual)
  expect(kinds.map((one) => one.kind)).toEqual(
    expect.arrayContaining(['workspaces', 'groups', 'accounts', 'group memberships', 'roles on workspaces']),
  )
  expect(kinds.every((one) => one.set === null && one.percent === 10 && one.objects === 20)).toBe(true)
  await setRemovalLimit(owner, { connectorId, kind: 'accounts', percent: 50, objects: 3 })
  expect(await limitOf('accounts')).toMatchObject({
    percent: 50,
    objects: 3,
    set: { by: 'Ada Lovelace', at: expect.any(Date) },
  })
  await resetRemovalLimit(owner, { connectorId, kind: 'accounts' })
  expect(await limitOf('accounts')).toEqual({ kind: 'accounts', ...usual, set: null })
  const unknown = setRemovalLimit(owner, { connectorId, kind: 'dragons', ...usual })
  await expect(unknown).rejects.toMatchObject({ code: 'invalid' })
})

test('is for those who manage the connector', async () => {
  const { connectorId } = connected
  const stranger = await createPerson('Mallory Stranger')
  const reader = await createPerson('Rita Reader', ['read_only_administrator'])
  const keeper = await createPerson('Ken Keeper', ['connector_administrator'])
  const about = { connectorId, kind: 'accounts' }
  await expect(resetRemovalLimit(stranger, about)).rejects.toMatchObject({ code: 'not_found' })
  await expect(setRemovalLimit(stranger, { ...about, ...usual })).rejects.toMatchObject({ code: 'not_found' })
  await expect(getRemovalLimits(stranger, connectorId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(resetRemovalLimit(reader, about)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(setRemovalLimit(reader, { ...about, ...usual })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await getRemovalLimits(reader, connectorId)).usual).toEqual(usual)
  await setRemovalLimit(keeper, { ...about, percent: 20, objects: 20 })
  await resetRemovalLimit(keeper, about)
  expect((await limitOf('accounts'))?.set).toBeNull()
})

test('a held plan says how much of it is still there, waits for who may decide, and reads Discarded afterwards', async () => {
  const { owner, connectorId } = connected
  await sandbox.control('POST', 'faults', { endpoint: search, truncate: 60 })
  const run = await syncAgain(connected)
  expect(run.status).toBe('held')
  expect((await getRun(owner, run.id)).held?.evidence).toEqual({ asked: 20, stay: 20 })
  const waiting = { connectorId, connectorName: 'Acme Industries', runId: run.id }
  expect(await listWaitingPlans(owner)).toMatchObject([waiting])
  expect(await listWaitingPlans(await createPerson('Ken Waiting', ['connector_administrator']))).toHaveLength(
    1,
  )
  expect(await listWaitingPlans(await createPerson('Rita Waiting', ['read_only_administrator']))).toEqual([])
  expect(await listWaitingPlans(await createPerson('Basil Waiting'))).toEqual([])
  await discardHeldPlan(owner, { runId: run.id })
  expect(await listWaitingPlans(owner)).toEqual([])
  const [newest] = (await getProgress(owner, connectorId)).runs
  expect(newest).toMatchObject({ status: 'cancelled', heldOutcome: 'discarded' })
})

test('back to the usual limit a held run is looked at again', async () => {
  const { owner, connectorId } = connected
  await setRemovalLimit(owner, { connectorId, kind: 'accounts', percent: 1, objects: 0 })
  for (const accountId of [...sandbox.model.accounts.keys()].slice(-3))
    await sandbox.control('POST', 'changes', { type: 'remove-account', accountId })
  const run = await syncAgain(connected)
  expect(run.status).toBe('held')
  await resetRemovalLimit(owner, { connectorId, kind: 'accounts' })
  expect(await db().syncRun.findUnique({ where: { id: run.id } })).toMatchObject({ status: 'queued' })
  await runSync(run.id, never)
  expect(await db().syncRun.findUnique({ where: { id: run.id } })).toMatchObject({ status: 'succeeded' })
})
