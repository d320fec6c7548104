import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { contractChecks, type ContractStage } from '../conformance/checks.ts'
import type { EntitlementTarget } from '../contract.ts'
import { createAtlassianConnector } from './connector.ts'
import { findWorkspace } from './sandbox/organization/well-known-people.ts'
import { startSandbox, type Sandbox } from './sandbox/start-sandbox.ts'

let sandbox: Sandbox
let stage: ContractStage

beforeAll(async () => {
  // More than one page of each list, so that lists can be cut off in the middle.
  sandbox = await startSandbox({ accounts: 130, groups: 110 })
  stage = toStage(sandbox)
})
afterEach(() => control('settings', null))
afterAll(() => sandbox.stop())

describe('the connector of Atlassian', () => {
  it.each(contractChecks)('keeps to the contract: $name', async ({ run }) => {
    expect(await run(stage)).toEqual([])
  })

  it.each([
    { assignMode: 'default-group' },
    { next: 'absent' },
    { workspaceNext: 'url' },
    { expandGroups: false },
    { sameMember: 409 },
    { retryAfter: 'date' },
    { writeErrors: 'empty' },
    { errorStatus: 'number' },
    { unknownAccount: 'ADMIN-UAM-404-3' },
    { requestIdHeader: 'atl-traceid' },
    { answers: 'documented' },
    { workspaceTypeKey: 'absent' },
    { projectRows: 'absent' },
    { inferredRoles: 'organization-admin' },
    { removeNonMember: 204 },
    { serviceAccountMembership: 'refused' },
  ])('keeps to it with %j', async (settings) => {
    await control('settings', settings)
    for (const { name, run } of contractChecks) expect([name, await run(stage)]).toEqual([name, []])
  })
})

async function control(path: string, body: object | null): Promise<void> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : { method: 'DELETE' }
  const response = await fetch(`${sandbox.origin}/__sandbox/${path}`, init)
  if (!response.ok) throw new Error(await response.text())
}

function toStage({ model, organizationId, accessToken, baseUrl }: Sandbox): ContractStage {
  const ada = idOf('ada.lovelace@acme.example')
  const katherine = idOf('katherine.johnson@acme.example')
  const guest = 'atlassian/guest'
  return {
    secret: accessToken,
    unknownAccountExternalId: '712020:nobody',
    open: () =>
      createAtlassianConnector({ config: { organizationId }, accessToken, baseUrl, backoffBaseMs: 1 }),
    truth: () => Promise.resolve(readTruth()),
    free: [
      { accountExternalId: ada, target: role('jira-servicedesk', 'acme-support', 'atlassian/customer') },
      { accountExternalId: ada, target: membership('jira-site-admins-acme') },
      {
        accountExternalId: ada,
        target: {
          kind: 'role',
          slug: 'atlassian/org-admin',
          resourceType: 'organization',
          resourceExternalId: organizationId,
        },
      },
    ],
    refused: [
      { accountExternalId: ada, target: role('confluence', 'acme-support', guest), kind: 'invalid-role' },
      {
        accountExternalId: ada,
        target: role('jira-product-discovery', 'acme-labs', 'atlassian/user'),
        kind: 'seat-limit',
      },
      { accountExternalId: katherine, target: role('confluence', 'acme', guest), kind: 'inactive-account' },
      { accountExternalId: '712020:nobody', target: role('confluence', 'acme', guest), kind: 'not-found' },
      { accountExternalId: ada, target: membership('okta-product'), kind: 'forbidden' },
    ],
    async takeDown() {
      await control('faults', { endpoint: '*', status: 503, count: 1_000_000 })
      return () => control('faults', null)
    },
  }

  function idOf(email: string): string {
    return model.accounts.values().find((account) => account.email === email)?.accountId ?? 'missing'
  }
  function role(productKey: string, site: string, slug: string): EntitlementTarget {
    const resourceExternalId = findWorkspace(model, productKey, site)?.id ?? 'missing'
    return { kind: 'role', slug, resourceType: 'workspace', resourceExternalId }
  }
  function membership(name: string): EntitlementTarget {
    const group = model.groups.values().find((one) => one.name === name)
    return {
      kind: 'membership',
      slug: 'member',
      resourceType: 'group',
      resourceExternalId: group?.id ?? 'missing',
    }
  }
  function readTruth() {
    const grants = new Set<string>()
    for (const group of model.groups.values()) for (const key of group.roles) grants.add(`${group.id} ${key}`)
    for (const account of model.accounts.values()) {
      for (const id of account.groups) grants.add(`${account.accountId} ${id}#member`)
      for (const slug of account.platformRoles) grants.add(`${account.accountId} ${organizationId}#${slug}`)
      for (const key of model.rolesOf(account).keys()) grants.add(`${account.accountId} ${key}`)
    }
    return {
      resources: [organizationId, ...model.workspaces.keys(), ...model.groups.keys()],
      accounts: [...model.accounts.keys()],
      grants: [...grants],
    }
  }
}
