import { expect, test, type Locator, type Page } from '@playwright/test'
import { startSandbox, type Sandbox } from '#lib/connectors/atlassian/sandbox/start-sandbox.ts'
import { expectAccessible } from './fixtures/axe.ts'
import { startProduct, type Product } from './product.ts'
import { connect } from './steps/connect.ts'

const admin = { email: 'ada.lovelace@acme.example', password: 'correct horse battery' }
const search = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'

let sandbox: Sandbox
let product: Product
let page: Page
let connector: string

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  sandbox = await startSandbox()
  product = await startProduct({
    env: {
      ATLASSIAN_API_URL: sandbox.baseUrl,
      ROLECALL_ADMIN_EMAIL: admin.email,
      ROLECALL_ADMIN_PASSWORD: admin.password,
    },
  })
  const context = await browser.newContext({ baseURL: product.url })
  page = await context.newPage()
  await page.goto('/connectors/new')
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Add a connector' })).toBeVisible()
  await connect(page, sandbox)
  connector = page.url()
})
test.afterAll(async () => {
  await product.stop()
  await sandbox.stop()
})

const label = () => page.getByRole('status', { name: 'Connector status' })
const part = (name: string) => page.getByRole('region', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const openSettings = () => page.goto(`${connector}/settings`)

async function control(method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`${sandbox.origin}/__sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  expect(response.ok, await response.text()).toBe(true)
}

/** By the keyboard, from where the focus is. */
async function press(target: Locator): Promise<void> {
  await target.focus()
  await page.keyboard.press('Enter')
}

test('its page tells how it stands, and leads to the latest run', async () => {
  for (const fact of ['Last good sync', 'Current run', 'Next run', 'Calls in 24 hours', 'What it may do'])
    await expect(page.getByRole('term').filter({ hasText: fact })).toBeVisible()
  await expect(page.getByText('Read, grant and revoke')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Open the run' }).click()
  await expect(page.getByRole('status', { name: 'Status of the sync' })).toHaveText('Succeeded')
  await page.goto(connector)
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Limits of removals' })).toBeVisible()
  await expectAccessible(page)
})

test('the only administrator asks for a role, and is led to adding another owner of the app', async () => {
  await page.goto('/requests/new')
  await page.getByRole('combobox', { name: 'Workspace' }).click()
  await page.getByRole('option').first().click()
  await page.getByRole('radio').first().click()
  await expect(page.getByText('Nobody can approve this yet')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('What do you need it for?').fill('To see what is missing')
  await page.getByRole('button', { name: 'Send request' }).click()
  await expect(page.getByRole('status', { name: 'Request status' })).toHaveText('Requires approval')
  await expect(page.getByText('Nobody can approve this yet')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Add another owner' }).click()
  await expect(page.getByRole('button', { name: 'Save the owners' })).toBeVisible()
  await page.goto(`${connector}/settings`)
})

test('is renamed, by the keyboard', async () => {
  const name = page.getByLabel('Name of the connector')
  await name.fill(' ')
  await press(button('Save the name'))
  await expect(page.getByText('Give the connector a name.')).toBeVisible()
  await name.fill('Acme Europe')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Acme Europe', level: 1 })).toBeVisible()
  await name.fill('Acme Industries')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Acme Industries', level: 1 })).toBeVisible()
})

test('gets an owner who is invited by it, and says what leaving yourself out means', async () => {
  const owners = part('Owners')
  await owners.getByRole('button', { name: 'Remove Ada Lovelace' }).click()
  await expect(page.getByText('You leave yourself out')).toBeVisible()
  await expect(page.getByText('Your role still lets you manage it.')).toBeVisible()
  await button('Save the owners').click()
  await expect(owners.getByText('Choose at least one owner.')).toBeVisible()
  await expectAccessible(page)
  await page.reload()
  await button('Add a person').click()
  await page.keyboard.type('grace.hopper@acme.example')
  await page.getByRole('option', { name: /Invite grace.hopper@acme.example/ }).click()
  await expect(owners.getByText('Will be invited')).toBeVisible()
  await button('Save the owners').click()
  await expect(owners.getByText('Invited', { exact: true })).toBeVisible()
  await expect(page.getByText('owned by Ada Lovelace, Grace Hopper')).toBeVisible()
})

test('its access token is replaced after the new one was tested, a bad one never', async () => {
  const token = part('Access token (API key)')
  const lastFour = sandbox.accessToken.slice(-4)
  await press(button('Replace the access token'))
  await expect(page.getByLabel('New access token'), 'the focus goes into the form').toBeFocused()
  await page.getByLabel('New access token').fill('ATCTT3xFfGN0-this-key-is-not-the-right-one')
  await button('Test and replace').click()
  await expect(token.getByText(/does not accept the access token/)).toBeVisible()
  await expect(token.getByText(`…${lastFour}`), 'the old one stays').toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('New access token').fill(sandbox.accessToken)
  await button('Test and replace').click()
  await expect(page.getByText('The new access token works and has replaced the old one.')).toBeVisible()
  await expect(button('Replace the access token'), 'the focus comes back').toBeFocused()
  await expect(token.getByText('just now')).toBeVisible()
  await expect(part('Connection test').getByText('It works')).toBeVisible()
})

test('the day on which the access token ends is kept, a past one refused', async () => {
  await button('Change the expiry').click()
  const day = page.getByLabel('The access token stops working on')
  await day.fill('2020-01-01')
  await button('Save the expiry').click()
  await expect(page.getByText('This day has passed')).toBeVisible()
  await day.fill(new Date(Date.now() + 9.5 * 86_400_000).toISOString().slice(0, 10))
  await button('Save the expiry').click()
  await expect(part('Access token (API key)').getByText(/Expires in \d+ days/)).toBeVisible()
  await page.goto('/connectors')
  await expect(page.getByRole('row', { name: /Acme Industries/ })).toContainText(/Expires in \d+ days/)
  await expectAccessible(page)
  await openSettings()
})

test('the organization stays, with the reason and the way on', async () => {
  await page.getByText('Why can’t I change this?').click()
  await expect(page.getByText('every account and every grant would end at the next sync')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Connect another organization' })).toBeVisible()
})

test('the connection is tested again, and says what Atlassian takes', async () => {
  await button('Test the connection').click()
  await expect(part('Connection test').getByText('It works')).toBeVisible()
  await expect(part('Provisioning').getByText('Granting and revoking roles')).toBeVisible()
  await expect(part('Provisioning').getByText('Answers').first()).toBeVisible()
  await control('POST', 'settings', { rolesEnabled: false })
  await button('Test the connection').click()
  await expect(part('Provisioning').getByText('Refused by Atlassian').first()).toBeVisible()
  await expectAccessible(page)
  await control('DELETE', 'settings')
  await button('Test the connection').click()
  await expect(part('Provisioning').getByText('Refused by Atlassian')).toHaveCount(0)
})

test('every limit of removals can be seen, changed and taken back', async () => {
  const limits = part('Limits of removals')
  await press(button('Change the limit of accounts'))
  await expect(page.getByLabel('Percent of them')).toBeFocused()
  await page.getByLabel('Percent of them').fill('0')
  await button('Save the limit').click()
  await expect(page.getByText('At least 1 %')).toBeVisible()
  await page.getByLabel('Percent of them').fill('50')
  await button('Save the limit').click()
  await expect(
    limits.getByText('Held when more than 50 % of them, and more than 20, would be removed.'),
  ).toBeVisible()
  await expect(button('Change the limit of accounts')).toBeFocused()
  await expectAccessible(page)
  await button('Back to the usual limit of accounts').click()
  await expect(limits.getByText('Held when more than 50 %')).toHaveCount(0)
})

test('is paused with the reason why nothing can be synced, and resumed', async () => {
  await page.goto(connector)
  await button('Pause').click()
  await expect(label()).toHaveText('Paused')
  await expect(page.getByText('This connector is paused')).toBeVisible()
  await expect(button('Sync now')).toBeDisabled()
  await expect(button('Sync now')).toHaveAccessibleDescription(/No sync begins until it is resumed/)
  await expectAccessible(page)
  await button('Resume').click()
  await expect(button('Sync now')).toBeEnabled()
})

test('what it holds waits at home, and is discarded and synced again', async () => {
  await control('POST', 'faults', { endpoint: search, truncate: 60 })
  await button('Sync now').click()
  await expect(label()).toHaveText('Held', { timeout: 30_000 })
  await page.goto('/')
  await expect(page.getByText('A sync of Acme Industries is held for confirmation')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Look at the losses' }).click()
  await expect(page.getByText('This looks like a mistake of the list')).toBeVisible()
  await control('DELETE', 'faults')
  await button('Discard and sync again').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard and sync again' }).click()
  const decided = page.getByText('What was held was discarded', { exact: true })
  await expect(decided).toBeVisible()
  await expect(
    page.locator(':focus').filter({ has: decided }),
    'the focus is on what was decided',
  ).toBeVisible()
  await page.goto(connector)
  await expect(label()).toHaveText('Connected', { timeout: 30_000 })
  await expect(page.getByRole('region', { name: 'Runs' })).toContainText('Discarded')
})

test('is deleted after its name was typed, and gone from then on', async () => {
  await openSettings()
  await press(button('Delete the connector'))
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText(/240 accounts and [\d,]+ current grants end here/)
  await expect(dialog).toContainText('stays, without a connector.')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await press(button('Delete the connector'))
  const confirm = dialog.getByRole('button', { name: 'Delete the connector' })
  await expect(confirm).toBeDisabled()
  await dialog.getByRole('textbox').fill('Acme')
  await expect(confirm).toBeDisabled()
  await dialog.getByRole('textbox').fill('Acme Industries')
  await confirm.click()
  await expect(page.getByRole('heading', { name: 'Connectors', level: 1 })).toBeVisible()
  await expect(page.getByText('Nothing is connected yet')).toBeVisible()
  await expectAccessible(page)
  await page.goto(connector)
  await expect(page.getByRole('heading', { name: 'Not found, or not yours to see' })).toBeVisible()
  await page.goto('/apps')
  await page.getByRole('link', { name: 'Atlassian' }).first().click()
  await page
    .getByRole('link', { name: /^Accounts/ })
    .first()
    .click()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(/^\d+–\d+ of \d+ accounts$/)).toHaveCount(0)
  }).toPass({ timeout: 20_000 })
})
