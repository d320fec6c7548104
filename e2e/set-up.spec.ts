import { expect, test, type Page } from '@playwright/test'
import { startSandbox, type Sandbox } from '#lib/connectors/atlassian/sandbox/start-sandbox.ts'
import { expectAccessible } from './fixtures/axe.ts'
import { openWatchedPage } from './fixtures/watched-page.ts'
import { startProduct, type Product } from './product.ts'
import { fillInCredentials, goToCredentials, saveAndSync, startSetUp } from './steps/connect.ts'
import { ada, password } from './steps/set-up.ts'
import { openSignedIn, signInHere } from './steps/sign-in.ts'

const katherine = { name: 'Katherine Johnson', email: 'katherine.johnson@acme.example' }
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

const next = (on: Page) => on.getByRole('button', { name: 'Save and continue' })
const step = (on: Page, name: string) =>
  on.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: new RegExp(name) })

test('the catalog is searched, and says of each connector what it can do', async () => {
  await page.goto('/connectors/new')
  const search = page.getByRole('searchbox', { name: 'Search connectors' })
  const offers = page.getByRole('button', { name: /^Set up/ })
  await expect(offers).toHaveCount(2)
  await search.fill('baton')
  await expect(offers).toHaveCount(1)
  await expect(page.getByText('Self-hosted', { exact: true })).toBeVisible()
  await search.fill('no such thing')
  await expect(page.getByText('No connector is called')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show all connectors' }).click()
  await expect(page.getByRole('searchbox', { name: 'Search connectors' }), 'the focus is kept').toBeFocused()
  await search.fill('Atlassian Cloud')
  const can = page.getByRole('region', { name: 'What Atlassian Cloud can do' })
  await expect(can.getByRole('row', { name: /^Accounts/ })).toContainText('No')
  await expect(can.getByRole('row', { name: /^Workspaces/ })).not.toContainText('No')
  await expect(can.getByRole('row', { name: /^Groups/ })).toContainText(/member/i)
})

test('what is typed is there when one comes back, and after a sign-out the set-up goes on where it was', async () => {
  await startSetUp(page)
  await page.getByLabel('App name').fill('Atlassian of Acme')
  await step(page, 'Owners').click()
  await expect(page.getByRole('heading', { name: 'Who owns it?' })).toBeVisible()
  await page.getByRole('link', { name: 'Back', exact: true }).click()
  await expect(page.getByLabel('App name'), 'not saved, and not lost').toHaveValue('Atlassian of Acme')
  await goToCredentials(page)
  await page.getByLabel('Access token').fill(sandbox.accessToken)
  await page.getByLabel('Organization ID').fill('not yet')
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Who owns it?' })).toBeVisible()
  await page.goForward()
  await expect(page.getByLabel('Organization ID')).toHaveValue('not yet')
  await expect(page.getByLabel('Access token')).toHaveValue(sandbox.accessToken)
  await fillInCredentials(page, sandbox)
  await expect(page.getByText('Step 5 of 7')).toBeVisible()
  const draft = page.url().replace(/\/provisioning$/, '')

  await page
    .getByRole('button', { name: /Ada Lovelace|ada\.lovelace/ })
    .last()
    .click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await page.goto(draft)
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await signInHere(page)
  await expect(page, 'the first open step').toHaveURL(`${draft}/provisioning`)
  await step(page, 'Credentials').click()
  await expect(page.getByLabel('Organization ID')).toHaveValue(sandbox.organizationId)
  await expect(page.getByLabel('Access token'), 'never shown again').toHaveValue('')
  await expect(page.getByText(`Stored: ends in ${sandbox.accessToken.slice(-4)}`)).toBeVisible()
  await page.goto('/connectors')
  await expect(page.getByText('Step 5 of 7: Provisioning')).toBeVisible()
  await expectAccessible(page)
})

test('two people on one step: the second sees it, loses nothing, and decides', async ({ browser }) => {
  await page.goto('/connectors')
  await page.getByRole('link', { name: 'Continue' }).click()
  await step(page, 'App').click()
  const field = page.getByLabel('App name')
  await field.fill('As the first has it')
  const other = await openSignedIn(browser, product.url, consoleMessages, new URL(page.url()).pathname)
  await other.getByLabel('App name').fill('As the second has it')
  await next(other).click()
  await expect(other.getByRole('heading', { name: 'Who owns it?' })).toBeVisible()

  const warning = page.getByRole('alert').filter({ hasText: 'saved this step while you had it open' })
  await expect(warning, 'without a reload').toBeVisible()
  await expect(field).toHaveValue('As the first has it')
  await expectAccessible(page)
  await warning.getByRole('button', { name: 'Take what is stored' }).click()
  await expect(field).toHaveValue('As the second has it')
  await expect(warning).toBeHidden()

  await field.fill('As the first has it')
  await step(other, 'App').click()
  await other.getByLabel('App name').fill('Once more')
  await next(other).click()
  await expect(warning).toBeVisible()
  await next(page).click()
  await expect(
    page.getByRole('heading', { name: 'What does it belong to?' }),
    'not saved unseen',
  ).toBeVisible()
  await warning.getByRole('button', { name: 'Keep mine' }).click()
  await next(page).click()
  await expect(page.getByRole('heading', { name: 'Who owns it?' })).toBeVisible()
  await step(page, 'App').click()
  await expect(field).toHaveValue('As the first has it')
  await other.context().close()
})

test('somebody else finishes it: chosen as owner, called by mail, let in, at the first open step', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  await page.goto('/connectors')
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('button', { name: 'Discard set-up' }).click()
  await expect(page.getByText('Set-up not finished')).toBeHidden()
  await startSetUp(page)
  await next(page).click()
  await page.getByRole('button', { name: 'Add a person' }).click()
  await page.getByPlaceholder('Name or e-mail').fill(katherine.email)
  await page.getByRole('option', { name: /^Invite/ }).click()
  await page.getByRole('button', { name: 'Remove Ada Lovelace' }).click()
  await next(page).click()
  await expect(page.getByRole('heading', { name: 'Gather the credentials' })).toBeVisible()

  await page.goto('/mailbox')
  await page
    .getByRole('row', { name: /asks for your help/ })
    .getByRole('link')
    .click()
  const link = (await page.getByRole('region', { name: 'Link' }).innerText()).trim()
  const second = await openWatchedPage(browser, product.url, consoleMessages)
  await second.goto(link)
  await second.getByLabel('Password', { exact: true }).fill(password)
  await second.getByRole('button', { name: 'Join' }).click()
  await expect(second.getByRole('heading', { name: 'Gather the credentials' })).toBeVisible()
  await expectAccessible(second)
  await fillInCredentials(second, sandbox)
  await next(second).click()
  await second.getByRole('button', { name: 'Test the connection' }).click()
  await expect(second.getByText('Every check passed.')).toBeVisible()
  await saveAndSync(second)
  await expect(second.getByRole('button', { name: 'Sync now' }), 'an owner manages it').toBeVisible()
  await second.context().close()
})

test('an unmanaged app, and a managed one, get a connector', async () => {
  test.setTimeout(120_000)
  await deleteConnector()
  await addUnmanagedApp('Jira of Sales')
  await startSetUp(page)
  await page.getByRole('radio', { name: /^An unmanaged app/ }).click()
  await next(page).click()
  await expect(page.getByText('Choose the app.')).toBeVisible()
  await chooseApp('Jira of Sales')
  await goToCredentials(page)
  await fillInCredentials(page, sandbox)
  await next(page).click()
  await page.getByRole('button', { name: 'Test the connection' }).click()
  await saveAndSync(page)
  await page.goto('/apps')
  await expect(page.getByRole('row', { name: /Jira of Sales/ }), 'it is managed now').toContainText(
    'Connected',
  )

  await deleteConnector()
  await page.goto('/connectors/new')
  await page.getByRole('searchbox', { name: 'Search connectors' }).fill('baton')
  await page.getByRole('button', { name: /^Set up/ }).click()
  await page.getByRole('radio', { name: /^A managed app/ }).click()
  await chooseApp('Jira of Sales')
  await next(page).click()
  await expect(page.getByRole('heading', { name: 'Who owns it?' })).toBeVisible()
  await next(page).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Jira of Sales', level: 1 })).toBeVisible()
  expect(consoleMessages).toEqual([])
})

test('of many set-ups the newest are shown, and all when asked', async () => {
  for (let count = 0; count < 4; count += 1) await startSetUp(page)
  await page.goto('/connectors')
  const open = page.getByRole('link', { name: 'Continue' })
  await expect(open).toHaveCount(3)
  await page.getByRole('button', { name: 'Show all 4' }).click()
  await expect(open).toHaveCount(4)
  await page.getByRole('button', { name: 'Show the newest 3' }).click()
  await expect(open).toHaveCount(3)
  await expectAccessible(page)
})

async function chooseApp(name: string) {
  await page.getByRole('combobox', { name: /managed app$/i }).click()
  await page.getByPlaceholder('Search apps').fill(name.slice(0, 5))
  await page.getByRole('option', { name: new RegExp(name) }).click()
}

async function addUnmanagedApp(name: string) {
  await page.goto('/apps?view=unmanaged')
  await page.getByRole('button', { name: 'Add an app' }).first().click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('radio', { name: /^Unmanaged/ }).click()
  await page.getByRole('button', { name: 'Add the app' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

async function deleteConnector() {
  await page.goto('/connectors')
  await page.getByRole('link', { name: 'Acme Industries' }).click()
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: /^Delete/ }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('textbox').fill('Acme Industries')
  await dialog.getByRole('button', { name: /^Delete/ }).click()
  await expect(dialog).toBeHidden()
}
