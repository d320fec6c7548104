import { expect, test, type Page } from '@playwright/test'
import { startSandbox, type Sandbox } from '#lib/connectors/atlassian/sandbox/start-sandbox.ts'
import { expectAccessible } from './fixtures/axe.ts'
import { startProduct, type Product } from './product.ts'
import {
  chooseProvisioningAndTest,
  connect,
  fillInCredentials,
  goToCredentials,
  startSetUp,
} from './steps/connect.ts'

const admin = { email: 'ada.lovelace@acme.example', password: 'correct horse battery' }

let sandbox: Sandbox
let product: Product

test.beforeAll(async () => {
  test.setTimeout(240_000)
  sandbox = await startSandbox()
  product = await startProduct({
    env: {
      ATLASSIAN_API_URL: sandbox.baseUrl,
      ROLECALL_ADMIN_EMAIL: admin.email,
      ROLECALL_ADMIN_PASSWORD: admin.password,
    },
  })
})
test.afterAll(async () => {
  await product.stop()
  await sandbox.stop()
})

test.describe.configure({ mode: 'serial' })

async function signIn(page: Page) {
  await page.goto(`${product.url}/connectors/new`)
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Add a connector', level: 1 })).toBeVisible()
}

const control = (method: string, path: string, body?: object) =>
  fetch(`${sandbox.origin}/__sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })

test('the first administrator can come from the settings, and a wrong password opens nothing', async ({
  page,
}) => {
  await page.goto(product.url)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('E-mail or password is wrong.')).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(admin.email)
  await expectAccessible(page)
})

test('without a session no page, no data and no stream', async ({ request }) => {
  for (const path of ['/api/live', '/api/requests/0', '/api/connectors/0/progress']) {
    expect((await request.get(product.url + path)).status(), path).toBe(401)
  }
  const page = await request.get(`${product.url}/apps`, { maxRedirects: 0 })
  expect(await page.text()).not.toContain('Atlassian Administration')
  expect([303, 307, 308]).toContain(page.status())
})

test('an Atlassian that cannot be reached is said by the connection test, and nothing can be saved', async ({
  page,
}) => {
  await signIn(page)
  await startSetUp(page)
  await goToCredentials(page)
  await fillInCredentials(page, sandbox)
  expect((await control('POST', 'faults', { endpoint: '*', reset: true, count: 50 })).ok).toBe(true)
  await chooseProvisioningAndTest(page, false)
  const reachable = page.getByRole('list', { name: 'Checks' }).getByRole('listitem').first()
  await expect(reachable).toContainText('Failed')
  await expect(reachable).toContainText(/What to do: .*reach/)
  await expect(page.getByRole('link', { name: 'Continue' })).toHaveCount(0)
  await expectAccessible(page)
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('link', { name: /Save and sync/ })
    .click()
  await expect(page.getByText('Not finished yet: Connection test')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save and sync' })).toBeDisabled()
  await control('DELETE', 'faults')
  await page.goto(`${product.url}/connectors`)
  await expect(page.getByRole('heading', { name: 'Nothing is connected yet' })).toBeVisible()
  await expectAccessible(page)
})

test('a failed sync is an Error with its cause, never Connected, and a good one mends it', async ({
  page,
}) => {
  await signIn(page)
  await connect(page, sandbox)
  const label = page.getByRole('status', { name: 'Connector status' })
  await expect(label).toHaveText('Connected', { timeout: 30_000 })

  const endpoint = 'POST /v2/orgs/{orgId}/directories/{directoryId}/groups/search'
  expect((await control('POST', 'faults', { endpoint, status: 403, count: 50 })).ok).toBe(true)
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(label).toHaveText('Error', { timeout: 30_000 })
  await expect(page.getByText('A part of this sync failed; what was known of it is kept')).toBeVisible()
  await expect(page.getByRole('row', { name: /^Groups/ })).toContainText('Failed')
  await expect(page.getByRole('row', { name: /Holders of roles/ })).toContainText('Not read')
  await expectAccessible(page)
  await page.goto(`${product.url}/connectors`)
  await expect(page.getByRole('row', { name: /Acme Industries/ })).toContainText('Error')

  await control('DELETE', 'faults')
  await page.getByRole('link', { name: 'Acme Industries' }).click()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(label).toHaveText('Connected', { timeout: 30_000 })
  await expect(page.getByText('A part of this sync failed')).toBeHidden()
})
