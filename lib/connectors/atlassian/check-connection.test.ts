import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAtlassianConnector } from './connector.ts'
import { startSandbox, type Sandbox } from './sandbox/start-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'check' })
})
afterAll(() => sandbox.stop())

const never = new AbortController().signal

function check(
  change: { accessToken?: string; organizationId?: string; baseUrl?: string } = {},
  signal = never,
) {
  const { accessToken, organizationId, baseUrl } = { ...sandbox, ...change }
  return createAtlassianConnector({
    config: { organizationId },
    accessToken,
    baseUrl,
    backoffBaseMs: 1,
  }).check(signal)
}

const states = (report: Awaited<ReturnType<typeof check>>) =>
  Object.fromEntries(report.checks.map((one) => [one.key, one.state]))

describe('the connection test', () => {
  it('passes every check and names the organization', async () => {
    const report = await check()
    expect(report).toMatchObject({ ok: true, organizationName: 'Acme Industries' })
    expect(new Set(Object.values(states(report)))).toEqual(new Set(['passed']))
    expect(Object.keys(states(report))).toEqual([
      'reachable',
      'key',
      'organization',
      'scopes',
      'directories',
      'users',
      'groups',
      'workspaces',
      'roles',
    ])
  })

  it('puts a wrong token at its field and tries nothing more', async () => {
    const report = await check({ accessToken: 'ATCTT3xFfGN0-wrong-token' })
    expect(report.ok).toBe(false)
    expect(report.checks.slice(0, 3)).toMatchObject([
      { state: 'passed' },
      { state: 'failed', field: 'accessToken' },
      { state: 'skipped' },
    ])
  })

  it('says which organization the token belongs to when it is another one', async () => {
    const report = await check({ organizationId: '11111111-2222-4333-8444-555555555555' })
    const failed = report.checks.find((one) => one.state === 'failed')
    expect(failed).toMatchObject({ key: 'organization', field: 'organizationId' })
    expect(failed?.message).toBe('The access token belongs to Acme Industries, not to this organization.')
    expect(failed?.fix).toBe(`Use the ID ${sandbox.organizationId}.`)
  })

  it('names the host that cannot be reached', async () => {
    const gone = await startSandbox()
    await gone.stop()
    const [reachable] = (await check({ baseUrl: gone.baseUrl })).checks
    expect(reachable).toMatchObject({ state: 'failed', field: null })
    expect(reachable?.message).toBe(`Could not reach ${new URL(gone.origin).host}: connection refused.`)
  })

  it('reports every list that cannot be read, not only the first', async () => {
    const forbid = { status: 403, count: 1 }
    const directory = '/v2/orgs/{orgId}/directories/{directoryId}'
    await inject({ endpoint: `POST ${directory}/users/search`, ...forbid })
    await inject({ endpoint: `POST ${directory}/groups/search`, ...forbid })
    expect(states(await check())).toMatchObject({ users: 'failed', groups: 'failed', workspaces: 'passed' })
  })

  it('warns about a key with scopes, and says what it cannot read', async () => {
    const keyScopes = [
      'read:orgs:admin',
      'read:directories:admin',
      'read:groups:admin',
      'read:workspaces:admin',
    ]
    await set({ keyScopes })
    const reading = await check()
    expect(reading.ok).toBe(true)
    expect(states(reading)).toMatchObject({ scopes: 'warning', organization: 'passed', users: 'passed' })
    await set({ keyScopes: ['read:orgs:admin'] })
    const narrow = await check()
    expect(states(narrow)).toMatchObject({
      organization: 'passed',
      directories: 'failed',
      workspaces: 'failed',
    })
    expect(narrow.checks.find((one) => one.key === 'directories')?.message).toContain('created with scopes')
    await set({ keyScopes: null })
  })

  it('says that a key that was revoked is not accepted', async () => {
    await set({ keyRevoked: true })
    expect(states(await check())).toMatchObject({ reachable: 'passed', key: 'failed', users: 'skipped' })
    await set({ keyRevoked: false })
  })

  it('reports that the time is over instead of throwing', async () => {
    await inject({ endpoint: 'GET /v1/orgs', delayMs: 400 })
    const report = await check({}, AbortSignal.timeout(40))
    expect(report.checks[0]).toMatchObject({ state: 'failed', message: 'Atlassian took too long to answer.' })
  })
})

async function inject(fault: object): Promise<void> {
  await fetch(`${sandbox.origin}/__sandbox/faults`, { method: 'POST', body: JSON.stringify(fault) })
}

async function set(settings: object): Promise<void> {
  await fetch(`${sandbox.origin}/__sandbox/settings`, { method: 'POST', body: JSON.stringify(settings) })
}
