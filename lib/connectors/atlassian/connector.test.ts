import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connector, EntitlementTarget } from '../contract.ts'
import type { ConnectorError } from '../errors.ts'
import { createAtlassianConnector } from './connector.ts'
import { startSandbox, type Sandbox } from './sandbox/start-sandbox.ts'
import { findWorkspace } from './sandbox/organization/well-known-people.ts'

const never = new AbortController().signal
let sandbox: Sandbox
let connector: Connector

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())
beforeEach(() => {
  connector = open()
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

function idOf(email: string): string {
  for (const account of sandbox.model.accounts.values()) if (account.email === email) return account.accountId
  throw new Error(`${email} is not there.`)
}

function role(productKey: string, site: string, slug = 'atlassian/user'): EntitlementTarget {
  const resourceExternalId = findWorkspace(sandbox.model, productKey, site)?.id ?? 'missing'
  return { kind: 'role', slug, resourceType: 'workspace', resourceExternalId }
}

function membership(name: string): EntitlementTarget {
  const group = sandbox.model.groups.values().find((one) => one.name === name)
  return {
    kind: 'membership',
    slug: 'member',
    resourceType: 'group',
    resourceExternalId: group?.id ?? 'missing',
  }
}

async function refusalOf(promise: Promise<void>): Promise<string> {
  const error = await promise.then(
    () => null,
    (cause: ConnectorError) => cause,
  )
  return `${error?.kind} ${error?.vendor.code}`
}

describe('a change', () => {
  it('gives a role that reads back as direct, and takes it away again', async () => {
    const grace = idOf('grace.hopper@acme.example')
    const target = role('confluence', 'acme')
    const held = async () =>
      (await connector.readAccess(grace, never)).roles.find(
        (one) => one.resourceExternalId === target.resourceExternalId && one.slug === target.slug,
      )
    expect(await held()).toBeUndefined()
    await connector.grant(grace, target, never)
    expect((await held())?.methods).toEqual(['direct'])
    await connector.grant(grace, target, never)
    await connector.revoke(grace, target, never)
    expect(await held()).toBeUndefined()
    await connector.revoke(grace, target, never)
  })

  it('reads back as through a group where Atlassian gives roles by default groups', async () => {
    await control('settings', { assignMode: 'default-group' })
    const grace = idOf('grace.hopper@acme.example')
    const target = role('confluence', 'acme')
    await connector.grant(grace, target, never)
    const { roles, groupExternalIds } = await connector.readAccess(grace, never)
    expect(roles.find((one) => one.resourceExternalId === target.resourceExternalId)?.methods).toEqual([
      'group',
    ])
    expect(groupExternalIds).toContain(membership('confluence-users-acme').resourceExternalId)
    await connector.revoke(grace, target, never)
    await control('settings', { assignMode: 'direct' })
  })

  it('becomes visible after the lag', async () => {
    await control('settings', { visibilityLagMs: 60 })
    const ada = idOf('ada.lovelace@acme.example')
    const target = role('jira-servicedesk', 'acme', 'atlassian/customer')
    const isHeld = async () =>
      (await connector.readAccess(ada, never)).roles.some((one) => one.slug === 'atlassian/customer')
    await connector.grant(ada, target, never)
    expect(await isHeld()).toBe(false)
    await expect.poll(isHeld, { timeout: 1000, interval: 10 }).toBe(true)
    await control('settings', { visibilityLagMs: 0 })
    await connector.revoke(ada, target, never)
  })

  it('gives and takes the organization admin role and a membership, twice without harm', async () => {
    const ada = idOf('ada.lovelace@acme.example')
    const admin: EntitlementTarget = {
      kind: 'role',
      slug: 'atlassian/org-admin',
      resourceType: 'organization',
      resourceExternalId: sandbox.organizationId,
    }
    const group = membership('confluence-users-acme')
    await control('settings', { sameMember: 409 })
    for (const target of [admin, group, group]) await connector.grant(ada, target, never)
    const given = await connector.readAccess(ada, never)
    expect(given.groupExternalIds).toContain(group.resourceExternalId)
    expect(given.roles).toContainEqual({
      resourceExternalId: sandbox.organizationId,
      slug: 'atlassian/org-admin',
      methods: ['direct'],
    })
    for (const target of [admin, group, group]) await connector.revoke(ada, target, never)
    const taken = await connector.readAccess(ada, never)
    expect(taken.groupExternalIds).not.toContain(group.resourceExternalId)
    expect(taken.roles.map((one) => one.slug)).not.toContain('atlassian/org-admin')
    await control('settings', { sameMember: 204 })
  })

  it('says why it was refused', async () => {
    const ada = idOf('ada.lovelace@acme.example')
    const katherine = idOf('katherine.johnson@acme.example')
    const give = (account: string, target: EntitlementTarget) =>
      refusalOf(connector.grant(account, target, never))
    const guest = 'atlassian/guest'
    expect(await give(ada, role('confluence', 'acme-support', guest))).toBe('invalid-role ADMIN-UAM-400-3')
    expect(await give(ada, role('compass', 'acme-labs'))).toBe('invalid-role ADMIN-UAM-400-4')
    expect(await give(katherine, role('confluence', 'acme'))).toBe('inactive-account ADMIN-UAM-400-2')
    expect(await give(ada, role('jira-product-discovery', 'acme-labs'))).toBe('seat-limit ADMIN-UAM-409-3')
    expect(await give(ada, membership('jira-product-discovery-users-acme-labs'))).toBe(
      'seat-limit ADMIN-UAM-409-3',
    )
    expect(await give(ada, membership('okta-engineering'))).toBe('forbidden ADMIN-UAM-403-1')
    expect(await give('712020:nobody', role('confluence', 'acme'))).toBe('not-found ADMIN-UAM-404-1')
    expect(await give(ada, role('confluence', 'nowhere'))).toBe('not-found ADMIN-UAM-404-3')
    expect(await give(ada, membership('nobody'))).toBe('not-found null')
    expect(await give(ada, { ...role('confluence', 'acme'), resourceExternalId: '' })).toBe(
      'invalid-role ADMIN-UAM-400-5',
    )
    expect(await give(ada, { ...role('x', 'x', 'atlassian/site-admin'), resourceType: 'organization' })).toBe(
      'invalid-role null',
    )
    expect(await refusalOf(connector.revoke('712020:nobody', role('confluence', 'acme'), never))).toBe(
      'not-found ADMIN-UAM-404-1',
    )
  })

  it('is not sent a second time when its answer is lost', async () => {
    const endpoint = 'POST /v1/orgs/{orgId}/users/{userId}/roles/assign'
    await fetch(`${sandbox.origin}/__sandbox/requests`, { method: 'DELETE' })
    await control('faults', { endpoint, reset: true })
    const ada = idOf('ada.lovelace@acme.example')
    expect(await refusalOf(connector.grant(ada, role('confluence', 'acme-labs'), never))).toBe(
      'unavailable null',
    )
    expect(await control('requests')).toEqual({ [endpoint]: 1 })
  })
})

it('does not know an account that is gone', async () => {
  expect(await connector.readAccess('712020:nobody', never)).toEqual({
    account: null,
    groupExternalIds: [],
    roles: [],
  })
})
