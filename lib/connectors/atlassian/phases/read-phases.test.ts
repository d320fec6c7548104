import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { stagedFrom, walkPhases } from '../../conformance/walks.ts'
import { syncPhases, type Connector, type SyncPage, type SyncPhase } from '../../contract.ts'
import { createAtlassianConnector } from '../connector.ts'
import { findWorkspace } from '../sandbox/organization/well-known-people.ts'
import { startSandbox, type Sandbox } from '../sandbox/start-sandbox.ts'

const never = new AbortController().signal
const usersEndpoint = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'
const nothingStaged = stagedFrom([])
let sandbox: Sandbox
let connector: Connector

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())
beforeEach(() => {
  connector = open()
})
afterEach(async () => {
  for (const path of ['settings', 'faults', 'requests']) {
    await fetch(`${sandbox.origin}/__sandbox/${path}`, { method: 'DELETE' })
  }
})

function open(): Connector {
  const { organizationId, accessToken, baseUrl } = sandbox
  return createAtlassianConnector({ config: { organizationId }, accessToken, baseUrl, backoffBaseMs: 2 })
}

async function control(path: string, body?: object): Promise<Record<string, number>> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
  const response = await fetch(`${sandbox.origin}/__sandbox/${path}`, init)
  const text = await response.text()
  return text === '' ? {} : JSON.parse(text)
}

async function walk(from: Connector, phases: readonly SyncPhase[] = syncPhases) {
  const pages: SyncPage[] = []
  for await (const { page } of walkPhases(from, phases)) {
    expect(page.note).not.toBe('')
    pages.push(page)
  }
  return {
    pages,
    resources: pages.flatMap((page) => page.resources ?? []),
    accounts: pages.flatMap((page) => page.accounts ?? []),
    entitlements: pages.flatMap((page) => page.entitlements ?? []),
    grants: pages.flatMap((page) => page.grants ?? []),
  }
}

async function readOn(phase: SyncPhase, after: string | null, staged = nothingStaged): Promise<SyncPage[]> {
  const pages: SyncPage[] = []
  for await (const page of open().readPhase(phase, { after, staged }, never)) pages.push(page)
  return pages
}

const grantKey = (grant: { entitlementExternalId: string; principalExternalId: string }) =>
  `${grant.principalExternalId} ${grant.entitlementExternalId}`

/** Every grant that is true in the sandbox, as keys. */
function trueGrants() {
  const { model } = sandbox
  const grants = new Set<string>()
  for (const { accountId, groups, platformRoles } of model.accounts.values()) {
    for (const id of groups) grants.add(`${accountId} ${id}#member`)
    for (const slug of platformRoles) grants.add(`${accountId} ${model.organizationId}#${slug}`)
  }
  for (const group of model.groups.values()) for (const key of group.roles) grants.add(`${group.id} ${key}`)
  for (const account of model.accounts.values()) {
    for (const key of model.rolesOf(account).keys()) grants.add(`${account.accountId} ${key}`)
  }
  return grants
}

describe('a sync', () => {
  it.each([
    { next: 'null', workspaceNext: 'cursor', expandGroups: true },
    { next: 'absent', workspaceNext: 'url', expandGroups: true },
    { next: 'null', workspaceNext: 'url', expandGroups: false },
  ])('reads exactly what is true, with %j', async (settings) => {
    await control('settings', settings)
    const read = await walk(connector)
    const { model } = sandbox
    expect(new Set(read.accounts.map((one) => one.externalId))).toEqual(new Set(model.accounts.keys()))
    expect(new Set(read.resources.map((one) => one.externalId))).toEqual(
      new Set([model.organizationId, ...model.workspaces.keys(), ...model.groups.keys()]),
    )
    expect(new Set(read.grants.map(grantKey))).toEqual(trueGrants())
    const entitlements = new Set(read.entitlements.map((one) => one.externalId))
    expect(read.grants.every((grant) => entitlements.has(grant.entitlementExternalId))).toBe(true)
  })

  it('needs far fewer calls than there are accounts', async () => {
    await walk(connector)
    const counts = await control('requests')
    const sent = Object.values(counts).reduce((sum, one) => sum + one, 0)
    expect(
      counts['GET /v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/role-assignments'],
    ).toBeUndefined()
    expect(sent).toBeLessThan(sandbox.model.accounts.size / 1.5)
  })

  it('tells of a role whether it is documented for the product, and whether it was seen held', async () => {
    const { entitlements } = await walk(connector)
    const ofRole = (productKey: string, site: string, slug: string) =>
      entitlements
        .filter(
          (one) =>
            one.externalId === `${findWorkspace(sandbox.model, productKey, site)?.id ?? 'missing'}#${slug}`,
        )
        .map(({ documented, held }) => ({ documented, held }))
    expect(ofRole('confluence', 'acme', 'atlassian/user')).toContainEqual({ documented: true, held: true })
    expect(ofRole('compass', 'acme-labs', 'atlassian/basic')).toEqual([{ documented: true, held: false }])
  })

  it('fails when a page fails, instead of ending early', async () => {
    await control('faults', { endpoint: usersEndpoint, status: 500, count: 5 })
    await expect(walk(connector, ['accounts'])).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('reads on after a rate limit and a reset', async () => {
    await control('faults', { endpoint: usersEndpoint, status: 429, headers: { 'retry-after': '0' } })
    await control('faults', { endpoint: usersEndpoint, reset: true })
    expect((await walk(connector, ['groups', 'accounts'])).accounts).toHaveLength(sandbox.model.accounts.size)
  })

  it.each(['group-roles', 'role-holders'] as const)(
    'does not take phases that were not read for empty ones, in %s',
    async (phase) => {
      await expect(walk(connector, [phase])).rejects.toThrow(`before "${phase}" must be read first`)
    },
  )

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const reading = (async () => {
      const start = { after: null, staged: nothingStaged }
      for await (const page of connector.readPhase('accounts', start, stop.signal)) {
        expect(page.accounts).toHaveLength(100)
        stop.abort(new Error('Shutting down.'))
      }
    })()
    await expect(reading).rejects.toThrow('Shutting down.')
  })

  it('covers every kind of grant in exactly one phase', () => {
    const covered = syncPhases.flatMap((phase) =>
      connector.coverage(phase).grants.map(({ on, by }) => `${on} ${by}`),
    )
    expect(covered.toSorted()).toEqual([
      'group account',
      'organization account',
      'organization group',
      'workspace account',
      'workspace group',
    ])
  })
})

describe('going on', () => {
  it('counts on where the pages before ended', async () => {
    const { pages } = await walk(connector, ['accounts'])
    const notes = pages.map((page) => page.note)
    expect(notes[2]).toBe('Accounts 201 to 240')
    const rest = await readOn('accounts', pages[0]?.resume ?? null)
    expect(rest.map((page) => page.note)).toEqual(notes.slice(1))
  })

  it('asks only for what is missing', async () => {
    const { pages } = await walk(connector, ['accounts'])
    await fetch(`${sandbox.origin}/__sandbox/requests`, { method: 'DELETE' })
    const behindList = pages.findLast((page) => page.accounts)?.resume ?? null
    expect(await readOn('accounts', behindList)).toMatchObject([{ totals: { accounts: 240 } }])
    expect(await readOn('accounts', pages.at(-1)?.resume ?? null)).toEqual([])
    expect(Object.values(await control('requests'))).toEqual([1])
  })

  it('reads memberships group by group also when the rows that lacked them were read elsewhere', async () => {
    await control('settings', { expandGroups: false })
    const { pages, grants } = await walk(connector, ['organization', 'groups', 'accounts'])
    const end = pages.findLastIndex((page) => page.accounts)
    const kept = pages.slice(0, end + 1)
    const rest = await readOn('accounts', kept.at(-1)?.resume ?? null, stagedFrom(kept))
    const all = [...kept, ...rest].flatMap((page) => page.grants ?? [])
    expect(rest.flatMap((page) => page.grants ?? []).length).toBeGreaterThan(500)
    expect(all.map(grantKey).toSorted()).toEqual(grants.map(grantKey).toSorted())
  })

  it.each([
    ['no place', 'accounts', 'behind page three'],
    ['nothing', 'workspaces', ''],
    ['a number', 'organization', '1'],
    ['half a place', 'groups', '{"phase":"groups","place":{"at":"list","next":"abc"}}'],
    ['a place of another phase', 'groups', '{"phase":"accounts","place":{"at":"total"}}'],
    ['a place of another form', 'role-holders', '{"phase":"role-holders","place":{"at":"end"}}'],
    ['a state of another form', 'group-roles', groupRolesAt({ g: 'cursor' })],
  ] as const)('does not go on behind %s', async (_, phase, after) => {
    await expect(readOn(phase, after)).rejects.toMatchObject({
      kind: 'bad-response',
      retryable: false,
      message: expect.stringMatching(/^[A-Z].*\.$/),
    })
    expect(await control('requests')).toEqual({})
  })

  it.each(['workspaces', 'groups', 'accounts'] as const)(
    'fails at once in %s when Atlassian does not know the place any more',
    async (phase) => {
      const place = { at: 'list', next: 'Z29uZQ', read: 100, memberships: true }
      await expect(readOn(phase, JSON.stringify({ phase, place }))).rejects.toMatchObject({
        kind: 'bad-response',
        vendor: { status: 400 },
      })
    },
  )

  it('fails before its first page when one of the places among several lists is not known any more', async () => {
    const { pages } = await walk(connector)
    const staged = stagedFrom(pages)
    const ids = [...sandbox.model.workspaces.keys()].toSorted()
    const [gone = '', known = ''] = ids
    const fresh = { roles: ['atlassian/user'], next: null, read: 0 }
    const place = {
      startedUpTo: ids.at(-1),
      open: { [gone]: { ...fresh, next: 'Z29uZQ' }, [known]: fresh },
    }
    // The first call, which is the refused one, answers last.
    await control('faults', { endpoint: usersEndpoint, delayMs: 80 })
    const reading = open().readPhase(
      'role-holders',
      { after: JSON.stringify({ phase: 'role-holders', place }), staged },
      never,
    )
    await expect(reading[Symbol.asyncIterator]().next()).rejects.toMatchObject({ kind: 'bad-response' })
  })
})

function groupRolesAt(states: object): string {
  return JSON.stringify({ phase: 'group-roles', place: { startedUpTo: 'g', open: states, read: 1 } })
}
