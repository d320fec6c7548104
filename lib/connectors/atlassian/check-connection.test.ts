import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startRecorder, type RecordedCall } from '#e2e/fixtures/recorder.ts'
import {
  findCheck,
  notPassed,
  openTestedConnection,
  statesOf,
  type TestedConnection,
} from '#e2e/fixtures/tested-connection.ts'
import { probeRoles } from './api/probes.ts'
import { startSandbox } from './sandbox/start-sandbox.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'rolecall-check-'))
const journal = path.join(folder, 'state.jsonl')
let connection: TestedConnection
beforeAll(async () => {
  connection = await openTestedConnection(journal)
})
afterEach(() => connection.reset())
afterAll(async () => {
  await connection.stop()
  rmSync(folder, { recursive: true })
})

const directory = '/v2/orgs/{orgId}/directories/{directoryId}'
const keys = 'GET /api-access/v1/orgs/{orgId}/api-keys'
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

describe('the connection test', () => {
  it('passes every check, with few calls, and says what it has found', async () => {
    const report = await connection.check()
    expect(notPassed(report)).toEqual([])
    expect(report).toMatchObject({
      ok: true,
      host: new URL(connection.origin).host,
      organizationName: 'Acme Industries',
      keyLabel: 'Rolecall',
      writes: { roles: 'answers', invite: 'answers', memberships: 'answers' },
    })
    expect(report.keyExpiresAt?.getTime()).toBeGreaterThan(inDays(250).getTime())
    expect(report.checks.map(({ key, required }) => (required ? key : `(${key})`)).join(' ')).toBe(
      'reachable key organization (scopes) (expiry) directories users groups workspaces roles (grant) (revoke) (invite) (memberships)',
    )
    for (const one of report.checks) {
      expect(one).toMatchObject({ consequence: null, fix: null, field: null, vendor: null })
      expect(one.durationMs).toBeGreaterThanOrEqual(0)
    }
    const calls = Object.values(await connection.control('GET', 'requests'))
    expect(calls).toEqual(Array.from({ length: 12 }, () => 1))
  })

  it('skips what is pointless without a check that failed, and names that one', async () => {
    const report = await connection.check({ accessToken: 'ATCTT3xFfGN0-wrong-token' })
    expect(report).toMatchObject({ ok: false, organizationName: null, keyExpiresAt: null })
    expect(report.checks.slice(0, 2)).toMatchObject([
      { state: 'passed' },
      { state: 'failed', field: 'accessToken', vendor: { status: 401 } },
    ])
    for (const one of report.checks.slice(2)) {
      const message = 'Not tried, because “Access token is valid” failed.'
      expect(one).toMatchObject({ state: 'skipped', message, consequence: null })
    }
    expect(Object.keys(await connection.control('GET', 'requests'))).toEqual([])
  })

  it('goes on with what does not depend on it', async () => {
    await connection.fault({ endpoint: `POST ${directory}/users/search`, status: 403 })
    await connection.fault({ endpoint: `POST ${directory}/groups/search`, status: 403 })
    const report = await connection.check()
    expect(statesOf(report)).toMatchObject({
      users: 'failed',
      groups: 'failed',
      workspaces: 'passed',
      roles: 'skipped',
      grant: 'skipped',
      revoke: 'skipped',
      memberships: 'passed',
    })
    expect(findCheck(report, 'revoke')?.message).toBe('Not tried, because “Users can be read” failed.')
    expect(report.writes).toEqual({ roles: 'unknown', invite: 'answers', memberships: 'answers' })
  })

  it('says which organization the token belongs to when it is another one', async () => {
    const report = await connection.check({ organizationId: '11111111-2222-4333-8444-555555555555' })
    expect(findCheck(report, 'organization')).toMatchObject({
      state: 'failed',
      field: 'organizationId',
      message: 'The access token belongs to Acme Industries, not to this organization.',
      fix: `Use the ID ${connection.organizationId}.`,
    })
  })

  it('names the host that cannot be reached', async () => {
    const gone = await startSandbox()
    await gone.stop()
    const { host } = new URL(gone.origin)
    const report = await connection.check({ baseUrl: gone.baseUrl })
    expect(report.checks[0]).toMatchObject({
      state: 'failed',
      field: null,
      message: `Could not reach ${host}: connection refused.`,
      fix: `Check that this server can reach ${host}, then test again.`,
    })
    expect(report.checks.slice(1).map((one) => one.state)).not.toContain('passed')
  })

  it('keeps what it has found when its time is over', async () => {
    await connection.fault({ endpoint: `POST ${directory}/groups/search`, delayMs: 2000 })
    await connection.fault({ endpoint: keys, delayMs: 2000 })
    const report = await connection.check({ signal: AbortSignal.timeout(700) })
    expect(report).toMatchObject({ ok: false, organizationName: 'Acme Industries' })
    expect(statesOf(report)).toMatchObject({ users: 'passed', roles: 'passed', workspaces: 'passed' })
    expect(findCheck(report, 'groups')).toMatchObject({
      state: 'failed',
      message: 'Atlassian took too long to answer.',
    })
    expect(findCheck(report, 'expiry')).toMatchObject({ state: 'warning' })
    expect(findCheck(report, 'invite')).toMatchObject({
      state: 'skipped',
      message: 'Not tried, because the time for the test was over.',
    })
  })

  it('stops when the caller stops it', async () => {
    await connection.fault({ endpoint: 'GET /v1/orgs', delayMs: 2000 })
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('left')), 20)
    await expect(connection.check({ signal: stop.signal })).rejects.toThrow('left')
  })
})

describe('the connection test changes nothing', () => {
  it.each([
    {},
    { answers: 'documented', writeErrors: 'empty', unknownAccount: 'ADMIN-UAM-404-3' },
    { assignMode: 'default-group', sameMember: 409 },
    { rolesEnabled: false, inviteEnabled: false, membershipsEnabled: false },
    { keyScopes: ['read:directories:admin'] },
  ])('with %j', async (settings) => {
    await connection.set(settings)
    const before = await connection.control('GET', 'state')
    const accepted = readFileSync(journal, 'utf8')
    await connection.check()
    expect(await connection.control('GET', 'state')).toEqual(before)
    expect(readFileSync(journal, 'utf8')).toBe(accepted)
  })

  it('and sends no change that says what to change, nor takes a role that is held', async () => {
    const someone = await findFirstAccount()
    const workspaces = connection.model.workspaces.values()
    const desk = workspaces.find(({ roles }) => roles.has('atlassian/customer'))
    const customer = { accountId: someone, resourceId: desk?.id, role: 'atlassian/customer' }
    await connection.control('POST', 'changes', { type: 'assign-role', ...customer })
    const changes = (await record()).filter((one) => !/\/(?:search|workspaces)$/.test(one.path))
    const group = '00000000-0000-0000-0000-000000000000'
    const account = 'rolecall-connection-test'
    const sent = changes.map((one) => [one.path.replace(/.*orgs\/[^/]+\//, ''), one.body])
    expect(Object.fromEntries(sent)).toEqual({
      [`directories/${connection.model.directoryId}/groups/${group}/memberships`]: { accountId: account },
      [`users/${encodeURIComponent(someone)}/roles/assign`]: { role: 'atlassian/customer' },
      [`users/${encodeURIComponent(someone)}/roles/revoke`]: { role: 'atlassian/stakeholder' },
      'users/invite': { emails: [], sendNotification: false },
    })
    expect(connection.model.groups.has(group)).toBe(false)
    expect(connection.model.accounts.has(account)).toBe(false)
    // For this one Atlassian asks for no workspace.
    expect(probeRoles).not.toContain('atlassian/org-admin')
  })
})

/** Everything but reads by GET that a test sends. */
async function record(): Promise<RecordedCall[]> {
  const recorder = await startRecorder(connection.baseUrl)
  expect(notPassed(await connection.check({ baseUrl: recorder.baseUrl }))).toEqual([])
  recorder.stop()
  return recorder.calls.filter(({ method }) => method !== 'GET')
}

/** The one whose roles a test reads. */
async function findFirstAccount(): Promise<string> {
  const recorder = await startRecorder(connection.baseUrl)
  await connection.check({ baseUrl: recorder.baseUrl })
  recorder.stop()
  const search = recorder.calls.find((one) => one.path.endsWith('/users/search'))
  return JSON.parse(search?.answer ?? '').data[0].accountId
}
