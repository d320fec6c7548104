import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { defaultOptions } from './options.ts'
import { createOrganization } from './organization/create-organization.ts'
import { statusOf } from './records.ts'
import { startSandbox, type Sandbox } from './start-sandbox.ts'
import { findWorkspace } from './organization/well-known-people.ts'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

async function open(input: Parameters<typeof startSandbox>[0] = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(input)
  cleanUps.push(() => sandbox.stop())
  return sandbox
}

function call(sandbox: Sandbox, method: string, at: string, body?: unknown, token = sandbox.accessToken) {
  return fetch(sandbox.baseUrl + at, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

const usersOf = (sandbox: Sandbox) => `/v2/orgs/${sandbox.organizationId}/directories/-/users/search`

describe('the organization', () => {
  const model = createOrganization(defaultOptions)
  const person = (email: string) => model.accounts.values().find((one) => one.email === email)

  it('is the same for the same seed, and another for another', () => {
    const again = createOrganization(defaultOptions)
    expect([...again.accounts.values()]).toEqual([...model.accounts.values()])
    expect([...again.groups.values()]).toEqual([...model.groups.values()])
    expect(createOrganization({ ...defaultOptions, seed: 'x' }).organizationId).not.toBe(model.organizationId)
  })

  it('has the size and the variety of a real one', () => {
    const statuses = new Set([...model.accounts.values()].map(statusOf))
    expect(statuses).toEqual(new Set(['active', 'suspended', 'deactivated', 'for_deletion', 'not_invited']))
    expect(model.accounts.size).toBe(240)
    expect(model.groups.size).toBe(48)
    expect(model.workspaces.size).toBe(12)
    expect([...model.accounts.values()].some((one) => one.claimStatus === 'unmanaged')).toBe(true)
    expect([...model.groups.values()].filter((one) => one.synced).length).toBeGreaterThan(5)
    const methods = [...model.accounts.values()].flatMap((one) =>
      [...model.rolesOf(one).values()].map((held) => [...held].join(' and ')),
    )
    expect(new Set(methods)).toEqual(new Set(['direct', 'group_direct', 'direct and group_direct']))
  })

  it('has the well-known people with the access their stories need', () => {
    const rolesAt = (email: string, product: string) => {
      const account = person(email)
      const workspace = findWorkspace(model, product, 'acme')
      return account && workspace ? model.rolesOf(account).get(`${workspace.id}#atlassian/user`) : undefined
    }
    expect(rolesAt('ada.lovelace@acme.example', 'jira-software')).toEqual(new Set(['direct', 'group_direct']))
    expect(rolesAt('grace.hopper@acme.example', 'jira-software')).toEqual(new Set(['group_direct']))
    expect(rolesAt('grace.hopper@acme.example', 'confluence')).toBeUndefined()
    expect(rolesAt('alan.turing@acme.example', 'confluence')).toEqual(new Set(['group_direct']))
    expect(person('katherine.johnson@acme.example')?.membershipStatus).toBe('suspended')
    expect(person('margaret.hamilton@acme.example')?.platformRoles).toEqual(new Set(['atlassian/org-admin']))
  })

  it('grows to the asked size without taking long', () => {
    const large = createOrganization({ seed: 'large', accounts: 5000, groups: 300, sites: 6 })
    expect([large.accounts.size, large.groups.size]).toEqual([5000, 300])
    expect(new Set([...large.accounts.values()].map((one) => one.email)).size).toBe(5000)
  })
})

describe('its answers', () => {
  it('refuses a wrong token, a foreign organization and an unknown path each in its own form', async () => {
    const sandbox = await open()
    const wrong = await call(sandbox, 'GET', '/v1/orgs', undefined, 'wrong')
    expect([wrong.status, await wrong.json()]).toEqual([401, { code: 401, message: 'Unauthorized' }])
    const foreign = await call(sandbox, 'GET', '/v1/orgs/other')
    expect([foreign.status, await foreign.json()]).toMatchObject([404, { message: 'TCS validation failed' }])
    const unknown = await call(sandbox, 'GET', '/v9/orgs')
    expect([unknown.status, await unknown.json()]).toMatchObject([
      404,
      { message: 'Request failed to match any route' },
    ])
  })

  it.each([
    [{ limit: 101 }, 'ADMIN-UAM-400-1'],
    [{ limit: 0 }, 'ADMIN-UAM-400-1'],
    [{ emails: ['a@acme.example'], searchTerm: 'a' }, 'ADMIN-UAM-400-1'],
    [{ roleIds: ['atlassian/viewer'] }, 'ADMIN-UAM-400-1'],
    [{ accountIds: [] }, 'ADMIN-UAM-400-1'],
    [{ cursor: 'made-up' }, 'ADMIN-400-1'],
    ['not json', 'ADMIN-400-24'],
  ])('refuses the user search %j', async (body, code) => {
    const sandbox = await open()
    const response = await call(sandbox, 'POST', usersOf(sandbox), body)
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ code }] }])
  })

  it('ignores a filter that is misspelt, as Atlassian does', async () => {
    const sandbox = await open({ accounts: 30 })
    const response = await call(sandbox, 'POST', usersOf(sandbox), { groupId: 'x' })
    expect(await response.json()).toMatchObject({ data: { length: 30 } })
  })

  it('allows nothing beside the cursor of workspaces', async () => {
    const sandbox = await open()
    const at = `/v2/orgs/${sandbox.organizationId}/workspaces`
    const first = await (await call(sandbox, 'POST', at, { limit: 5 })).json()
    const { next } = first.links
    expect((await call(sandbox, 'POST', at, { cursor: next, limit: 5 })).status).toBe(400)
    expect(await (await call(sandbox, 'POST', at, { cursor: next })).json()).toMatchObject({
      data: { length: 5 },
    })
  })

  it('takes "-" for every directory on reads only', async () => {
    const sandbox = await open()
    const [group] = sandbox.model.groups.keys()
    const at = `/v2/orgs/${sandbox.organizationId}/directories/-/groups/${group}/memberships`
    expect((await call(sandbox, 'POST', at, { accountId: 'x' })).status).toBe(404)
  })

  it('shows its state and takes changes from outside', async () => {
    const sandbox = await open()
    const change = {
      type: 'add-account',
      accountId: '712020:new',
      name: 'New Person',
      email: 'new@acme.example',
    }
    const made = await fetch(`${sandbox.origin}/__sandbox/changes`, {
      method: 'POST',
      body: JSON.stringify(change),
    })
    expect(made.status).toBe(204)
    const state = await (await fetch(`${sandbox.origin}/__sandbox/state`)).json()
    expect(state.accounts).toContainEqual(
      expect.objectContaining({ accountId: '712020:new', directRoles: [] }),
    )
  })
})

describe('the journal', () => {
  it('keeps what was granted over a restart, also when its last line was cut off', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'))
    cleanUps.push(() => rmSync(folder, { recursive: true }))
    const state = path.join(folder, 'state.jsonl')
    const first = await open({ state })
    const grace = first.model.accounts.values().find((one) => one.email === 'grace.hopper@acme.example')
    const resource = findWorkspace(first.model, 'confluence', 'acme')?.id
    const at = `/v1/orgs/${first.organizationId}/users/${grace?.accountId}/roles/assign`
    expect((await call(first, 'POST', at, { role: 'atlassian/user', resource })).status).toBe(204)
    await first.stop()
    writeFileSync(state, `${readFileSync(state, 'utf8')}{"type":"revoke-ro`)
    const second = await open({ state })
    const kept = second.model.accounts.get(grace?.accountId ?? '')
    expect(kept?.roles).toEqual(new Set([`${resource}#atlassian/user`]))
    const third = { role: 'atlassian/guest', resource }
    expect((await call(second, 'POST', at, third)).status).toBe(204)
    await second.stop()
    const last = await open({ state })
    expect(last.model.accounts.get(grace?.accountId ?? '')?.roles.size).toBe(2)
  })
})

describe('the process', () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))

  async function run(args: string[]) {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    cleanUps.push(() => child.kill('SIGKILL'))
    const output = { stdout: '', stderr: '' }
    child.stdout?.on('data', (text: Buffer) => {
      output.stdout += text.toString()
    })
    child.stderr?.on('data', (text: Buffer) => {
      output.stderr += text.toString()
    })
    // Not 'close': it never comes after a disconnect.
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { child, output, ended }
  }

  it('says in one line where it listens, and ends with the one who started it', async () => {
    const { child, output, ended } = await run(['--accounts', '20'])
    await expect.poll(() => output.stdout, { timeout: 5000 }).toMatch(/\n$/)
    const said = JSON.parse(output.stdout)
    expect(Object.keys(said)).toEqual(['baseUrl', 'organizationId', 'accessToken'])
    const response = await fetch(`${said.baseUrl}/v1/orgs`, {
      headers: { authorization: `Bearer ${said.accessToken}` },
    })
    expect(response.status).toBe(200)
    child.disconnect()
    expect(await ended).toBe(0)
  })

  it('says in one sentence why it does not start', async () => {
    const taken = await open()
    const unknown = await run(['--colour', 'red'])
    expect(await unknown.ended).toBe(1)
    await expect.poll(() => unknown.output.stderr).toMatch(/^Unknown option '--colour'.*\.\n$/)
    const { port } = new URL(taken.origin)
    const busy = await run(['--port', port])
    expect(await busy.ended).toBe(1)
    await expect
      .poll(() => busy.output.stderr)
      .toBe(`Port ${port} is taken; choose another with --port, or 0 for any free one.\n`)
    expect(busy.output.stdout).toBe('')
  })
})
