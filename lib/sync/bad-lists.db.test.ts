import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  syncAgain,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { findOverlaps, readInventory, readTruth } from '#e2e/fixtures/truth.ts'

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
afterAll(async () => {
  await sandbox.close()
})

interface Bad {
  name: string
  fault: object
  status: string
  /** Phase that is not done, and what is said about it. */
  phase: string | null
  said: RegExp
}

const bad: Bad[] = [
  {
    name: 'an empty list of accounts',
    fault: { endpoint: `POST ${users}/search`, status: 200, body: { data: [], links: {} }, count: 500 },
    status: 'held',
    phase: 'accounts',
    said: /The list of accounts came back empty although 240 were known./,
  },
  {
    name: 'an empty list of groups',
    fault: { endpoint: `POST ${groups}/search`, status: 200, body: { data: [], links: {} }, count: 500 },
    status: 'held',
    phase: 'groups',
    said: /The list of groups came back empty although 48 were known./,
  },
  {
    name: 'a list that is cut and says that it is complete',
    fault: { endpoint: `POST ${groups}/search`, truncate: 20 },
    status: 'held',
    phase: 'groups',
    said: /The list of groups ended after 20 although 48 are counted and 48 were known./,
  },
  {
    name: 'a list that goes round in circles',
    fault: { endpoint: `POST ${users}/search`, repeatCursor: true, count: 500 },
    status: 'partly_succeeded',
    phase: 'accounts',
    said: /The accounts behind the first \d+: .*list of users repeats itself/,
  },
  {
    name: 'pages that end in the middle, again and again',
    fault: { endpoint: `GET ${groups}/{groupId}/role-assignments`, malformed: true, count: 500 },
    status: 'partly_succeeded',
    phase: 'group-roles',
    said: /Group [a-z].*: Atlassian sent data in a form that is not understood\./,
  },
  {
    name: 'a key that is taken back in the middle',
    fault: { endpoint: `GET ${groups}/{groupId}/role-assignments`, status: 401, count: 500 },
    status: 'failed',
    phase: 'group-roles',
    said: /access token/,
  },
  {
    name: 'a key that is taken back behind the list',
    fault: { endpoint: `GET ${groups}/count`, status: 401, count: 500 },
    status: 'failed',
    phase: 'groups',
    said: /access token/,
  },
]

test.each(bad)(
  '$name removes nothing, and the run says what it was',
  async ({ fault, status, phase, said }) => {
    await sandbox.control('POST', 'faults', fault)
    const run = await syncAgain(connected)
    expect(run.status).toBe(status)
    const stopped = run.phases.find((one) => one.phase === phase)
    expect(stopped?.cause).toMatch(said)
    for (const one of run.phases) expect(one).toMatchObject({ removed: 0 })
    expect(run.log.map((line) => line.message).join('\n')).toMatch(said)
    expect(await readInventory(connected.connectorId)).toEqual(readTruth(sandbox.model))
  },
)

test('a count that cannot be had stops nothing, and is said in the log', async () => {
  const endpoint = `GET ${users}/count`
  await sandbox.control('POST', 'faults', { endpoint, status: 403, form: 'envelope', code: 'ADMIN-403-1' })
  const run = await syncAgain(connected)
  expect(run.status).toBe('succeeded')
  const warnings = run.log.flatMap((line) => (line.level === 'warning' ? [[line.phase, line.message]] : []))
  expect(warnings).toEqual([
    ['accounts', expect.stringContaining('Atlassian did not count its accounts, so a list that ends early')],
  ])
})

test.each([
  ['a page that ends in the middle once', { endpoint: `POST ${users}/search`, malformed: true, count: 1 }],
  ['a storm of rate limits', { endpoint: '*', status: 429, resetInMs: 5, share: 0.4 }],
  ['answers that are lost', { endpoint: `POST ${users}/search`, reset: true, count: 3 }],
])(
  '%s is lived through',
  async (_name, fault) => {
    await sandbox.control('POST', 'faults', fault)
    const run = await syncAgain(connected)
    expect([run.status, run.phases.map((one) => one.cause).filter(Boolean)]).toEqual(['succeeded', []])
    for (const one of run.phases) expect(one).toMatchObject({ added: 0, changed: 0, removed: 0 })
  },
  60_000,
)

interface Row {
  status?: string
  attributes?: object
}

/** The first page of a list, as it is now. */
async function firstPage(path: string, body: object): Promise<{ data: Row[]; meta?: object }> {
  const answer = await fetch(`${sandbox.baseUrl}/v2/orgs/${sandbox.organizationId}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return answer.json()
}

const expand = ['platformRoles', 'groups', 'productAccess', 'counts.resources']
const firstAccounts = () => firstPage('directories/-/users/search', { limit: 100, expand })

/** A sync that gets these rows on the first page of a list. */
async function syncWith(endpoint: string, page: { data: Row[] }, data: Row[]) {
  const body = { ...page, data }
  await sandbox.control('POST', 'faults', { endpoint, status: 200, body, count: 1 })
  const run = await syncAgain(connected)
  expect([run.status, run.phases.map((one) => one.cause).filter(Boolean)]).toEqual(['succeeded', []])
  return run
}

test('an account that is listed twice, once enabled and once not, is one account and enabled', async () => {
  const page = await firstAccounts()
  const active = page.data.find((one) => one.status === 'active')
  const suspended = { ...active, status: 'suspended', membershipStatus: 'suspended' }
  const run = await syncWith(`POST ${users}/search`, page, [...page.data, suspended])
  for (const one of run.phases) expect(one).toMatchObject({ added: 0, changed: 0, removed: 0 })
  expect(await readInventory(connected.connectorId)).toEqual(readTruth(sandbox.model))
  expect(await findOverlaps(connected.connectorId)).toEqual([])
})

const accounts = { endpoint: `POST ${users}/search`, read: firstAccounts }
const workspaces = {
  endpoint: 'POST /v2/orgs/{orgId}/workspaces',
  read: () => firstPage('workspaces', { limit: 100 }),
}

const twins: { what: string; endpoint: string; read: typeof firstAccounts; change: (row: Row) => object }[] =
  [
    {
      what: 'account with another first day',
      ...accounts,
      change: () => ({ addedToOrg: '2020-02-02T00:00:00Z' }),
    },
    { what: 'account with another job', ...accounts, change: () => ({ jobTitle: 'Admiral' }) },
    {
      what: 'account that one directory does not manage',
      ...accounts,
      change: () => ({ claimStatus: 'unmanaged' }),
    },
    {
      what: 'workspace in another state',
      ...workspaces,
      change: ({ attributes }) => ({ attributes: { ...attributes, status: 'offline' } }),
    },
  ]

test.each(twins)(
  '$what, listed twice: the same row speaks in every order, and syncs change nothing more',
  async ({ endpoint, read, change }) => {
    const page = await read()
    const [one = {}, ...others] = page.data
    const twin = { ...one, ...change(one) }
    await syncWith(endpoint, page, [one, ...others, twin])
    for (const data of [
      [twin, ...others, one],
      [...others, one, twin],
      [...others, twin, one],
    ]) {
      const again = await syncWith(endpoint, page, data)
      for (const phase of again.phases) expect(phase).toMatchObject({ added: 0, changed: 0, removed: 0 })
    }
  },
)
