import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { startSandbox, type Sandbox } from '#lib/connectors/atlassian/sandbox/start-sandbox.ts'
import { expectAccessible } from './fixtures/axe.ts'
import { startProduct, type Product } from './product.ts'
import { connect } from './steps/connect.ts'

const admin = { email: 'ada.lovelace@acme.example', password: 'correct horse battery' }
const search = 'POST /v2/orgs/{orgId}/directories/{directoryId}/users/search'

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
})
test.afterAll(async () => {
  await product.stop()
  await sandbox.stop()
})

const label = () => page.getByRole('status', { name: 'Connector status' })
const runLabel = () => page.getByRole('status', { name: 'Status of the sync' })

async function control(method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`${sandbox.origin}/__sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  expect(response.ok, await response.text()).toBe(true)
}

async function openConnector(): Promise<void> {
  await page.goto('/connectors')
  await page.getByRole('link', { name: 'Acme Industries' }).click()
  await expect(page.getByRole('heading', { name: 'Acme Industries', level: 1 })).toBeVisible()
}

test('a run tells what it read, what it called and what changed, by name', async () => {
  const grace = sandbox.model.accounts.values().find((one) => one.email === 'grace.hopper@acme.example')
  const groupId = [...(grace?.groups ?? [])][0] ?? ''
  const group = sandbox.model.groups.get(groupId)
  await control('POST', 'changes', { type: 'remove-member', accountId: grace?.accountId, groupId })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByRole('region', { name: 'Runs' }).getByRole('row')).toHaveCount(3)
  await expect(label()).toHaveText('Connected', { timeout: 30_000 })
  await page.getByRole('region', { name: 'Runs' }).getByRole('row').nth(1).getByRole('link').click()
  await expect(runLabel()).toHaveText('Succeeded')
  const changes = page.getByRole('list', { name: 'Changes' })
  await expect(changes).toContainText(`Grace Hopper lost the membership in ${group?.name}`)
  await expect(page.getByRole('region', { name: 'Calls by endpoint' })).toContainText('users/search')
  await expect(page.getByRole('log')).toContainText('Succeeded')
  await expectAccessible(page)
})

test('all that a run has changed and written can be walked through, by keyboard and on a phone', async () => {
  await openConnector()
  await page.getByRole('region', { name: 'Runs' }).getByRole('row').last().getByRole('link').click()
  await expect(runLabel()).toHaveText('Succeeded')
  const run = page.url()
  await page.getByRole('link', { name: /^All [\d,]+ changes$/ }).click()
  await expect(page.getByRole('heading', { name: 'What changed', level: 1 })).toBeVisible()
  const pages = page.getByRole('navigation', { name: 'Pages of changes' })
  await expect(pages).toContainText(/^1–50 of [\d,]+ changes/)
  const first = await page.getByRole('row').nth(1).textContent()
  await pages.getByRole('link', { name: 'Next' }).focus()
  await page.keyboard.press('Enter')
  await expect(pages).toContainText('51–100')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()
  await expect(pages).toContainText('51–100')
  await expectAccessible(page)
  await pages.getByRole('link', { name: 'Previous' }).click()
  await expect(page.getByRole('row').nth(1)).toHaveText(first ?? '')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(run)
  await page.getByRole('link', { name: 'Whole log' }).click()
  await expect(page.getByRole('region', { name: 'Lines of the log' })).toContainText('Succeeded')
  await expectAccessible(page)
  await page.goto(run.slice(0, run.lastIndexOf('/')))
  await expect(page.getByRole('navigation', { name: 'Pages of runs' })).toContainText('2 runs')
  await expectAccessible(page)
})

test('a cancelled sync has ended at once, also for somebody who comes back later', async () => {
  await openConnector()
  await control('POST', 'faults', { endpoint: search, delayMs: 20_000, count: 100 })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(label()).toHaveText('Syncing')
  await page.reload()
  await expect(label()).toHaveText('Syncing')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Cancel the sync' }).click()
  await expect(label()).toHaveText('Connected', { timeout: 4000 })
  await expect(page.getByRole('log')).toContainText('Cancelled by')
  await control('DELETE', 'faults')
})

test('an outage in the middle interrupts a sync, which says so and goes on by itself', async () => {
  test.setTimeout(150_000)
  await openConnector()
  await control('POST', 'faults', { endpoint: search, reset: true, count: 500 })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(label()).toHaveText('Error', { timeout: 40_000 })
  await expect(page.getByText('This sync is interrupted; what it has read is kept')).toBeVisible()
  await expect(page.getByText('It goes on by itself')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Cancel the sync' })).toBeVisible()
  await expectAccessible(page)
  await control('DELETE', 'faults')
  await expect(label()).toHaveText('Connected', { timeout: 60_000 })
  await expect(page.getByText('This sync is interrupted')).toBeHidden()
  await expect(page.getByRole('log')).toContainText('Goes on where it stopped.')
})

test('what is held is shown by name, can be read as a file, discarded, and applied', async () => {
  await openConnector()
  await control('POST', 'faults', { endpoint: search, truncate: 60 })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(label()).toHaveText('Held', { timeout: 30_000 })
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Look at the losses' }).click()
  await expect(page.getByText('180 accounts would be removed')).toBeVisible()
  await page.getByText('180 accounts would be removed').click()
  const names = page.getByRole('list', { name: 'Losses: accounts' })
  await expect(names.getByRole('listitem')).toHaveCount(50)
  await expectAccessible(page)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'All losses as a file' }).click(),
  ])
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n')
  expect(lines[0]).toBe('Kind,Name,Detail')
  expect(lines.filter((line) => line.startsWith('accounts,'))).toHaveLength(180)

  await expect(page.getByText('This looks like a mistake of the list')).toBeVisible()
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(page.getByText('What was held was discarded')).toBeVisible()
  await expect(runLabel()).toHaveText('Discarded')

  await openConnector()
  await control('POST', 'faults', { endpoint: search, truncate: 60 })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(label()).toHaveText('Held', { timeout: 30_000 })
  await page.getByRole('link', { name: 'Look at the losses' }).click()
  await page.getByRole('button', { name: 'Apply the removals' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Apply the removals' }).click()
  await expect(runLabel()).toHaveText('Succeeded', { timeout: 30_000 })
  await expect(page.getByText('What was held was applied')).toBeVisible()
  await expect(page.getByText('Accounts −180')).toBeVisible()
  await control('DELETE', 'faults')
  await page.getByRole('button', { name: /^Notices/ }).click()
  await expect(page.getByRole('dialog', { name: 'Notices' })).toContainText('is held for confirmation')
  await expectAccessible(page)
})

test('schedule and pause', async () => {
  await openConnector()
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  const schedule = page.getByRole('region', { name: 'Schedule', exact: true })
  await expect(schedule).toContainText('Every hour')
  await page.getByRole('button', { name: 'Change the schedule' }).click()
  await page.getByRole('radio', { name: /By a cron expression/ }).click()
  await page.getByRole('radio', { name: /Every hour/ }).click()
  await page.getByRole('textbox', { name: 'Minutes between two starts' }).fill('2')
  await page.getByRole('button', { name: 'Save the schedule' }).click()
  await expect(page.getByText('At least 5 minutes')).toBeVisible()
  await page.getByRole('radio', { name: /By a cron expression/ }).click()
  await page.getByRole('textbox', { name: 'Cron expression' }).fill('* * * * *')
  await page.getByRole('textbox', { name: 'Time zone' }).fill('Europe/Berlin')
  await page.getByRole('button', { name: 'Save the schedule' }).click()
  await expect(page.getByText('Leave at least 5 minutes between two syncs.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Cron expression' }).fill('30 6 * * 1-5')
  await page.getByRole('button', { name: 'Save the schedule' }).click()
  await expect(schedule).toContainText('At 06:30, from Monday to Friday (Europe/Berlin)')
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(label()).toHaveText('Paused')
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeDisabled()
  await expect(page.getByText('This connector is paused')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeEnabled()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(label()).toHaveText('Connected', { timeout: 30_000 })
})

test('an account can be looked at as it was on a past day', async () => {
  await page.goto('/apps')
  await page.getByRole('link', { name: 'Atlassian' }).first().click()
  await page
    .getByRole('link', { name: /^Accounts/ })
    .first()
    .click()
  await page.getByRole('searchbox').fill('Ada Lovelace')
  await page.getByRole('link', { name: 'Ada Lovelace' }).first().click()
  await page.getByRole('link', { name: 'State on a past day' }).click()
  await expect(page.getByRole('heading', { name: /^Ada Lovelace on \d+ \w+ \d{4}$/, level: 1 })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Held on that day' })).toContainText('seen by a sync')
  await expectAccessible(page)
  await page.goto(`${page.url().split('?')[0]}?on=2026-01-01`)
  await expect(page.getByText('Nothing is known before')).toBeVisible()
  await expect(page.getByText('Choose that day or a later one.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Held on that day' })).toBeHidden()
  await expectAccessible(page)
})

test('without its stream a page still learns that a sync has ended, and opens the stream again', async () => {
  let broken = true
  await page.route('**/api/live', (route) => (broken ? route.fulfill({ status: 502 }) : route.continue()))
  await openConnector()
  await control('POST', 'faults', { endpoint: search, delayMs: 7000, count: 1 })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(label()).toHaveText('Syncing')
  await page
    .getByRole('navigation', { name: 'Breadcrumbs' })
    .getByRole('link', { name: 'Connectors' })
    .click()
  const row = page.getByRole('row', { name: /Acme Industries/ })
  await expect(row).toContainText('Syncing')
  await expect(row).toContainText('Connected', { timeout: 20_000 })
  broken = false
  await page.waitForResponse((response) => response.url().endsWith('/api/live') && response.ok())
  await page.unroute('**/api/live')
  await control('DELETE', 'faults')
})
