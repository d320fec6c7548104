import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { ConnectorError, type ConnectorErrorKind } from '../errors.ts'
import type { GroupSearch } from './api/groups.ts'
import type { UserSearch } from './api/users.ts'
import { createAtlassianClient } from './client.ts'
import { collect } from './http/pagination.ts'
import type { Model } from './sandbox/model.ts'
import { statusOf, type SandboxAccount, type SandboxGroup } from './sandbox/records.ts'
import { startSandbox, type Sandbox } from './sandbox/start-sandbox.ts'

const never = new AbortController().signal
const open: Sandbox[] = []

afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.stop()
})

const sizes = fc.record({
  seed: fc.stringMatching(/^[a-z]{1,8}$/),
  accounts: fc.integer({ min: 5, max: 160 }),
  groups: fc.integer({ min: 1, max: 40 }),
  sites: fc.integer({ min: 1, max: 4 }),
})

const switches = fc.record({
  next: fc.constantFrom('null', 'absent'),
  workspaceNext: fc.constantFrom('cursor', 'url'),
  answers: fc.constantFrom('measured', 'documented'),
})

/** What a filter is made of, as shares of what the organization has: the organization is not known when it is drawn. */
const picks = fc.record({
  limit: fc.integer({ min: 7, max: 100 }),
  account: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true })),
  group: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true })),
  workspace: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true })),
  roles: fc.option(fc.subarray(['atlassian/user', 'atlassian/admin', 'atlassian/guest'], { minLength: 1 })),
  status: fc.option(
    fc.subarray(['active', 'suspended', 'not_invited', 'deactivated'] as const, { minLength: 1 }),
  ),
  claimStatus: fc.option(fc.constantFrom('managed' as const, 'unmanaged' as const)),
  mfaEnabled: fc.option(fc.boolean()),
  letters: fc.option(fc.constantFrom('a', 'an', 'er', 'grace', 'zz')),
})
type Picks = typeof picks extends fc.Arbitrary<infer T> ? T : never

const pick = <T>(share: number | null, from: Iterable<T>): T | undefined => {
  const all = [...from]
  return share === null ? undefined : all[Math.floor(share * all.length)]
}

function userFilter(model: Model, drawn: Picks): UserSearch {
  const { limit, roles, status, claimStatus, mfaEnabled, letters } = drawn
  const group = pick(drawn.group, model.groups.keys())
  const workspace = pick(drawn.workspace, model.workspaces.keys())
  const account = group || workspace ? undefined : pick(drawn.account, model.accounts.keys())
  return {
    limit,
    ...(group ? { groupIds: [group] } : {}),
    ...(workspace ? { resourceIds: [workspace], ...(roles ? { roleIds: roles } : {}) } : {}),
    ...(account ? { accountIds: [account] } : {}),
    ...(status ? { status: [...status] } : {}),
    ...(claimStatus ? { claimStatus } : {}),
    ...(mfaEnabled === null ? {} : { mfaEnabled }),
    ...(letters ? { searchTerm: letters } : {}),
  }
}

/** Whether an account belongs into the answer, judged from the model without its indexes. */
function isFound(model: Model, account: SandboxAccount, filter: UserSearch): boolean {
  const { groupIds, resourceIds, roleIds, accountIds, status, claimStatus, mfaEnabled, searchTerm } = filter
  const held = [...model.rolesOf(account).keys()]
  const fits = (key: string, resource: string) =>
    key.startsWith(`${resource}#`) && (!roleIds || roleIds.some((role) => key.endsWith(`#${role}`)))
  return (
    (!accountIds || accountIds.includes(account.accountId)) &&
    (!groupIds || groupIds.some((id) => account.groups.has(id))) &&
    (!resourceIds || resourceIds.some((resource) => held.some((key) => fits(key, resource)))) &&
    (!status || status.some((one) => one === statusOf(account))) &&
    (!claimStatus || claimStatus === account.claimStatus) &&
    (mfaEnabled === undefined || mfaEnabled === account.mfaEnabled) &&
    (!searchTerm || `${account.name} ${account.email}`.toLowerCase().includes(searchTerm))
  )
}

function groupFilter(model: Model, drawn: Picks): GroupSearch {
  const account = pick(drawn.account, model.accounts.keys())
  return {
    limit: drawn.limit,
    ...(account ? { accountIds: [account] } : {}),
    ...(drawn.letters ? { searchTerm: drawn.letters } : {}),
  }
}

function isGroupFound(group: SandboxGroup, { accountIds, searchTerm }: GroupSearch): boolean {
  return (
    (!accountIds || accountIds.some((id) => group.members.has(id))) &&
    (!searchTerm || group.name.toLowerCase().includes(searchTerm))
  )
}

/** Faults that pass by themselves. */
const passing = fc.constantFrom(
  { status: 429, resetInMs: 5 },
  { status: 429, headers: { 'retry-after': '0' } },
  { status: 500, html: true },
  { status: 502, empty: true },
  { status: 503, form: 'proxy' },
  { reset: true },
  { cutBody: true },
  { malformed: true },
)

/** Faults that do not, and what each is. */
const lasting = fc.constantFrom<[object, ConnectorErrorKind]>(
  [{ status: 400, form: 'envelope', code: 'ADMIN-UAM-400-1' }, 'bad-response'],
  [{ status: 401, form: 'proxy' }, 'auth'],
  [{ status: 403, form: 'envelope', code: 'ADMIN-UAM-403-2' }, 'forbidden'],
  [{ status: 404, form: 'routing' }, 'not-found'],
  [{ status: 200, body: { rows: [] } }, 'bad-response'],
  [{ location: 'https://thief.example/' }, 'bad-response'],
)

const usersEndpoint = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'

async function start(size: object, settings: object, faults: object[] = []) {
  const sandbox = await startSandbox(size)
  open.push(sandbox)
  const control = async (path: string, body: object) => {
    const url = `${sandbox.origin}/__sandbox/${path}`
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
    expect(`${response.status} ${await response.text()}`).toMatch(/^20/)
  }
  await control('settings', settings)
  for (const fault of faults) await control('faults', fault)
  const { organizationId, accessToken, baseUrl } = sandbox
  const patience = { backoffBaseMs: 0.1, maxTries: 40 }
  return { ...sandbox, client: createAtlassianClient({ organizationId, accessToken, baseUrl, ...patience }) }
}

const idsOf = (rows: { accountId: string }[]) => rows.map((row) => row.accountId).toSorted()

function trueIds(model: Model, filter: UserSearch): string[] {
  return idsOf([...model.accounts.values()].filter((account) => isFound(model, account, filter)))
}

describe('walking all pages', () => {
  it('gives what is true, whatever the organization, the filter and the switches', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, switches, picks, async (size, settings, drawn) => {
        const { client, model } = await start(size, settings)
        const users = userFilter(model, drawn)
        expect(idsOf(await collect(client.searchUsers(users, never)))).toEqual(trueIds(model, users))
        const groups = groupFilter(model, drawn)
        const found = await collect(client.searchGroups(groups, never))
        expect(found.map((group) => group.id).toSorted()).toEqual(
          [...model.groups.values()]
            .filter((one) => isGroupFound(one, groups))
            .map((one) => one.id)
            .toSorted(),
        )
        const workspaces = await collect(client.listWorkspaces(never, { limit: drawn.limit }))
        expect(workspaces.map((one) => one.id)).toEqual([...model.workspaces.keys()])
      }),
      { numRuns: 100 },
    )
  })

  it('gives the same with faults that pass: none twice, none missing', async () => {
    const shares = fc.array(fc.tuple(passing, fc.double({ min: 0.05, max: 0.2, noNaN: true })), {
      minLength: 1,
      maxLength: 3,
    })
    await fc.assert(
      fc.asyncProperty(sizes, switches, picks, shares, async (size, settings, drawn, faults) => {
        const planned = faults.map(([fault, share], seed) => ({
          ...fault,
          share,
          endpoint: '*',
          seed: String(seed),
        }))
        const { client, model } = await start(size, settings, planned)
        const filter = { ...userFilter(model, drawn), limit: 7 }
        expect(idsOf(await collect(client.searchUsers(filter, never)))).toEqual(trueIds(model, filter))
      }),
      { numRuns: 60 },
    )
  })

  it('ends with the kind of a fault that lasts, wherever it comes', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(8), lasting, async (size, good, [fault, kind]) => {
        const { client, model } = await start(size, {})
        let pages = 0
        const walk = async () => {
          if (good === 0) await strike()
          for await (const { rows } of client.searchUsers({ limit: 7 }, never)) {
            pages += 1
            expect(rows.length).toBeLessThanOrEqual(7)
            if (pages === good) await strike()
          }
        }
        const strike = async () => {
          const body = JSON.stringify({ ...fault, endpoint: usersEndpoint })
          await fetch(`${open.at(-1)?.origin}/__sandbox/faults`, { method: 'POST', body })
        }
        const ended = await walk().then(
          () => 'complete',
          (error: unknown) => (error instanceof ConnectorError ? error.kind : error),
        )
        // A walk that ended before the fault came has read everything.
        const isComplete = good >= Math.ceil(model.accounts.size / 7)
        expect(ended).toBe(isComplete ? 'complete' : kind)
        expect(pages).toBe(isComplete ? Math.ceil(model.accounts.size / 7) : good)
      }),
      { numRuns: 60 },
    )
  })

  it('never goes in a circle', async () => {
    const { client } = await start({}, {}, [{ endpoint: usersEndpoint, repeatCursor: true, count: 3 }])
    await expect(collect(client.searchUsers({ limit: 20 }, never))).rejects.toMatchObject({
      kind: 'bad-response',
      message: expect.stringContaining('repeats itself'),
    })
  })

  it('goes on behind any page with another client', async () => {
    const { client, accessToken, baseUrl, organizationId } = await start({ accounts: 60 }, {})
    const other = createAtlassianClient({ accessToken, baseUrl, organizationId })
    const users = { limit: 20, status: ['active' as const] }
    const lists = [
      {
        walk: () => client.listWorkspaces(never, { limit: 5 }),
        goOn: (next: string, read: number) => other.listWorkspaces(never, { after: { next, read } }),
      },
      {
        walk: () => client.searchUsers(users, never),
        goOn: (next: string) => other.searchUsers(users, never, next),
      },
      {
        walk: () => client.searchGroups({ limit: 20 }, never),
        goOn: (next: string) => other.searchGroups({ limit: 20 }, never, next),
      },
    ]
    for (const { walk, goOn } of lists) {
      const whole = await collect<unknown>(walk())
      const read: unknown[] = []
      const seen: unknown[][] = []
      for await (const { rows, next } of walk()) {
        read.push(...rows)
        const rest = next === null ? [] : await collect<unknown>(goOn(next, read.length))
        seen.push([...read, ...rest])
      }
      expect(seen.length).toBeGreaterThan(2)
      expect(seen).toEqual(seen.map(() => whole))
    }
  })

  it('does not take a cut list of workspaces for the whole one', async () => {
    const endpoint = 'POST /v2/orgs/{orgId}/workspaces'
    const { client } = await start({}, {}, [{ endpoint, truncate: 5 }])
    await expect(collect(client.listWorkspaces(never))).rejects.toMatchObject({
      kind: 'bad-response',
      message: expect.stringContaining('ends after 5 of 12'),
    })
  })
})
