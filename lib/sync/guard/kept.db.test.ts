import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { readInventory, readTruth } from '#e2e/fixtures/truth.ts'
import { db } from '#lib/platform/db/client.ts'
import { setRemovalLimit } from '../held/set-removal-limit.ts'
import { runSync } from '../run-sync.ts'

const users = '/v2/orgs/{orgId}/directories/{directoryId}/users'
const groups = '/v2/orgs/{orgId}/directories/{directoryId}/groups'

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

/** Lists inside a phase: of one group, of one role, of one account. What is lost is little, so that no limit is passed. */
const inner = [
  {
    name: 'an empty list of what one group carries',
    fault: {
      endpoint: `GET ${groups}/{groupId}/role-assignments`,
      status: 200,
      body: { data: [], links: {} },
    },
    phase: 'group-roles',
  },
  {
    name: 'an empty list of who holds a role, where one should be',
    fault: {
      endpoint: `POST ${users}/search`,
      skip: 3,
      status: 200,
      body: { data: [], links: {} },
      count: 10,
    },
    phase: 'role-holders',
  },
  {
    name: 'a list of who holds a role that is cut',
    fault: { endpoint: `POST ${users}/search`, skip: 3, truncate: 1, count: 20 },
    phase: 'role-holders',
  },
  {
    name: 'people of whom the list says no groups',
    fault: { endpoint: `POST ${users}/search`, skip: 2, leaveOut: 'groups' },
    phase: 'accounts',
  },
  {
    name: 'a list of accounts that misses a few of the last',
    fault: { endpoint: `POST ${users}/search`, skip: 2, truncate: 32 },
    phase: 'accounts',
  },
  {
    name: 'a list of groups that misses the last two',
    fault: { endpoint: `POST ${groups}/search`, truncate: 46 },
    phase: 'groups',
  },
]

test.each(inner)('$name removes nothing and adds nothing', async ({ fault, phase }) => {
  await sandbox.control('POST', 'faults', fault)
  const before = await readDirect()
  const run = await syncAgain(connected)
  for (const one of run.phases) expect(one).toMatchObject({ added: 0, removed: 0 })
  const said = run.phases.find((one) => one.phase === phase)?.cause
  expect(said).toMatch(
    /what is still there when it is asked for, and stays: .|asked for one by one are still there/,
  )
  const lines = run.log.filter((line) => line.phase === phase && line.level === 'warning')
  expect(lines.map((line) => line.message).join(' ')).toContain(said)
  expect(await readInventory(connected.connectorId)).toEqual(readTruth(sandbox.model))
  expect(await readDirect()).toBe(before)
})

test.each([
  ['403', { status: 403, form: 'envelope' }],
  ['400', { status: 400, form: 'envelope' }],
])(
  'one of whom the vendor answers %s when asked stays, and the others are asked nevertheless',
  async (_, answer) => {
    await sandbox.control('POST', 'faults', { endpoint: `POST ${users}/search`, skip: 2, truncate: 38 })
    await sandbox.control('POST', 'faults', { endpoint: `GET ${users}/{accountId}`, ...answer })
    const run = await syncAgain(connected)
    expect(run.status).toBe('succeeded')
    for (const one of run.phases) expect(one).toMatchObject({ added: 0, removed: 0 })
    const accounts = run.phases.find((one) => one.phase === 'accounts')
    expect(accounts?.cause).toMatch(/could not be asked for, and stay: [^.]+\. ./)
    expect(accounts?.cause).toMatch(/still there when it is asked for, and stays: ./)
  },
  60_000,
)

test('calls that confirm losses are those of their phase, also once it is decided on', async () => {
  await sandbox.control('DELETE', 'requests')
  await sandbox.control('POST', 'faults', { endpoint: `POST ${users}/search`, truncate: 60 })
  const run = await syncAgain(connected)
  const calls = () => db().syncCallCount.findMany({ where: { runId: run.id } })
  const asked = (await calls()).filter((one) => one.endpoint === `GET ${users}/{accountId}`)
  expect(asked).toMatchObject([{ phase: 'accounts', calls: 20 }])
  const sent: Record<string, number> = await (await sandbox.control('GET', 'requests')).json()
  const total = Object.values(sent).reduce((sum, one) => sum + one, 0)
  expect((await calls()).reduce((sum, one) => sum + one.calls, 0)).toBe(total)
  expect(run.vendorCalls).toBe(total)
  await setRemovalLimit(connected.owner, {
    connectorId: connected.connectorId,
    kind: 'accounts',
    percent: 11,
    objects: 20,
  })
  await runSync(run.id, new AbortController().signal)
  const again = await db().syncRun.findUniqueOrThrow({ where: { id: run.id } })
  expect(again.status).toBe('held')
  expect((await calls()).filter((one) => one.endpoint === `GET ${users}/{accountId}`)).toMatchObject([
    { calls: 40 },
  ])
  expect(again.vendorCalls).toBeGreaterThan(total)
})

test('a key that may ask for nobody is believed in what it lists', async () => {
  const [leaving] = [...sandbox.model.accounts.values()].filter((one) => one.platformRoles.size === 0)
  sandbox.model.apply({ type: 'remove-account', accountId: leaving?.accountId ?? '' })
  await sandbox.control('POST', 'faults', {
    endpoint: `GET ${users}/{accountId}`,
    status: 403,
    form: 'envelope',
    share: 1,
  })
  const run = await syncAgain(connected)
  const accounts = run.phases.find((one) => one.phase === 'accounts')
  expect(accounts?.cause).toMatch(/^Which accounts are gone could not be asked for one by one: ./)
  expect(await readInventory(connected.connectorId)).toEqual(readTruth(sandbox.model))
})

test('what was kept loses nothing in the rest of the run, however much else is lost', async () => {
  const { model } = sandbox
  const last = [...model.groups.values()].at(-1)
  const carrying = [...model.groups.values()].filter((one) => one.roles.size > 0 && one !== last)
  for (const role of carrying.flatMap((one) => [...one.roles]).slice(0, 2))
    model.apply({ type: 'assign-group-role', groupId: last?.id ?? '', ...toRole(role) })
  expect((await syncAgain(connected)).status).toBe('succeeded')
  const kind = 'grants held by groups on workspaces'
  const { connectorId } = connected
  await db().removalLimit.create({ data: { connectorId, kind, percent: 100, objects: 1000 } })
  for (const group of carrying.slice(1))
    for (const one of group.roles)
      model.apply({ type: 'revoke-group-role', groupId: group.id, ...toRole(one) })
  const whole = model.groups.size
  await sandbox.control('POST', 'faults', { endpoint: `POST ${groups}/search`, truncate: whole - 1 })
  const run = await syncAgain(connected)
  expect(run.phases.find((one) => one.phase === 'groups')?.cause).toMatch(/and stays: ./)
  expect(run.phases.find((one) => one.phase === 'group-roles')?.removed).toBeGreaterThan(20)
  const { carried } = await readInventory(connectorId)
  expect(carried).toEqual(readTruth(model).carried)
})

test('a workspace that was kept keeps its roles, also those that nobody holds', async () => {
  const answer = await fetch(`${sandbox.baseUrl}/v2/orgs/${sandbox.organizationId}/workspaces`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ limit: 1000 }),
  })
  const page = await answer.json()
  const [, ...others] = page.data
  const body = { ...page, data: others, meta: { ...page.meta, total: others.length } }
  await sandbox.control('POST', 'faults', {
    endpoint: 'POST /v2/orgs/{orgId}/workspaces',
    status: 200,
    body,
    count: 1,
  })
  const run = await syncAgain(connected)
  expect(run.phases.find((one) => one.phase === 'workspaces')?.cause).toMatch(/and stays: ./)
  for (const one of run.phases) expect(one).toMatchObject({ removed: 0 })
  expect(await db().entitlement.count({ where: { endedByRunId: run.id } })).toBe(0)
})

/** `<workspace id>#<role>` in its parts. */
function toRole(key: string): { resourceId: string; role: string } {
  const at = key.lastIndexOf('#')
  return { resourceId: key.slice(0, at), role: key.slice(at + 1) }
}

const readDirect = () =>
  db().grant.count({ where: { connectorId: connected.connectorId, endedAt: null, method: 'direct' } })
