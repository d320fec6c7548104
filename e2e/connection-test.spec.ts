import { expect, test, type Locator, type Page } from '@playwright/test'
import { startSandbox, type Sandbox } from '#lib/connectors/atlassian/sandbox/start-sandbox.ts'
import { expectAccessible } from './fixtures/axe.ts'
import { startProduct, type Product } from './product.ts'
import { fillInCredentials, goToCredentials, startSetUp } from './steps/connect.ts'
import { ada, password } from './steps/set-up.ts'
import { openSignedIn } from './steps/sign-in.ts'

const consoleMessages: string[] = []

let sandbox: Sandbox
let product: Product
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  sandbox = await startSandbox()
  product = await startProduct({
    env: {
      ATLASSIAN_API_URL: sandbox.baseUrl,
      ROLECALL_ADMIN_EMAIL: ada.email,
      ROLECALL_ADMIN_PASSWORD: password,
    },
  })
  page = await openSignedIn(browser, product.url, consoleMessages)
})
test.afterAll(async () => {
  await product.stop()
  await sandbox.stop()
})

async function control(method: string, path: string, body?: object) {
  const response = await fetch(`${sandbox.origin}/__sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  expect(response.ok, await response.text()).toBe(true)
}

const directory = '/v2/orgs/{orgId}/directories/{directoryId}'
const refused = { status: 403, form: 'envelope', code: 'ADMIN-403-3', detail: 'Not allowed', count: 9 }
const fault = (endpoint: string, what: object = refused) => ['faults', { endpoint, ...what }] as const
const setting = (change: object) => ['settings', change] as const

/** Each check by its name, what makes it fail alone, and whether the connector can be saved all the same. */
const failures: [string, readonly [string, object], boolean][] = [
  ['Atlassian is reachable', fault('*', { reset: true, count: 50 }), false],
  ['Access token is valid', setting({ keyRevoked: true }), false],
  [
    'Organization is found',
    fault('GET /v1/orgs/{orgId}', { ...refused, status: 404, code: 'ADMIN-404-2' }),
    false,
  ],
  [
    'Access token has no scopes',
    setting({
      keyScopes: [
        'read:orgs:admin',
        'read:accounts:admin',
        'read:directories:admin',
        'read:groups:admin',
        'read:workspaces:admin',
        'read:keys:admin',
      ],
    }),
    true,
  ],
  ['Access token is valid for a while', setting({ keyExpiresAt: '2026-01-01T00:00:00.000Z' }), true],
  ['Directories can be read', fault('GET /v2/orgs/{orgId}/directories'), false],
  ['Users can be read', fault(`POST ${directory}/users/search`), false],
  ['Groups can be read', fault(`POST ${directory}/groups/search`), false],
  ['Workspaces can be read', fault('POST /v2/orgs/{orgId}/workspaces'), false],
  ['Roles can be read', fault(`GET ${directory}/users/{accountId}/role-assignments`), false],
  ['Grant User Access', setting({ rolesEnabled: false }), true],
  ['Revoke User Access', fault('POST /v1/orgs/{orgId}/users/{userId}/roles/revoke'), true],
  ['Invite User to Org', setting({ inviteEnabled: false }), true],
  ['Group membership', setting({ membershipsEnabled: false }), true],
]

const check = (name: string): Locator =>
  page.getByRole('list', { name: 'Checks' }).getByRole('listitem').filter({ hasText: name })

test('each check can fail: it says why and what to do, and only the required ones stand in the way', async () => {
  test.setTimeout(120_000)
  await startSetUp(page)
  await goToCredentials(page)
  await fillInCredentials(page, sandbox)
  await page.getByRole('button', { name: 'Save and continue' }).click()
  await page.getByRole('button', { name: 'Test the connection' }).click()
  await expect(page.getByText('Every check passed.')).toBeVisible()
  await expectAccessible(page)
  for (const [name, [path, body], canBeSaved] of failures) {
    await control('POST', path, body)
    await page.getByRole('button', { name: 'Test again' }).click()
    const failed = check(name).first()
    await expect(failed, name).toContainText('Failed')
    await expect(failed, name).toContainText('What to do:')
    await expect(page.getByRole('link', { name: 'Continue' }), name).toHaveCount(canBeSaved ? 1 : 0)
    if (canBeSaved) await expect(failed, name).toContainText('What will not work:')
    await control('DELETE', 'faults')
    await control('DELETE', 'settings')
    await page.getByRole('button', { name: 'Test again' }).click()
    await expect(page.getByText('Every check passed.'), `after ${name}`).toBeVisible()
  }
})

test('diagnostics can be copied, with the token masked', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy diagnostics' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain(sandbox.organizationId)
  expect(copied).toContain(sandbox.accessToken.slice(-4))
  expect(copied).not.toContain(sandbox.accessToken.slice(0, -4))
})

test('changes that Atlassian has not enabled: the ready request, when it was sent, and that they answer by now', async () => {
  await control('POST', 'settings', { rolesEnabled: false })
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('link', { name: /Provisioning/ })
    .click()
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('Refused by Atlassian')).toBeVisible()
  await expect(page.getByText('Technical issues and bugs')).toBeVisible()
  await expect(page.getByText('Level 3', { exact: false }).first()).toBeVisible()
  await expect(page.getByText(sandbox.organizationId).first()).toBeVisible()
  await page.getByRole('button', { name: 'Copy Summarize your issue' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.length).toBeGreaterThan(20)
  await page.getByRole('button', { name: 'I have sent the request' }).click()
  await expect(page.getByText(/^Requested .* by /)).toBeVisible()
  await expectAccessible(page)
  await control('DELETE', 'settings')
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('The calls answer')).toBeVisible()
  expect(consoleMessages).toEqual([])
})
