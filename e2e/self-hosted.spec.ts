import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './fixtures/axe.ts'
import { startProduct, type Product } from './product.ts'
import { connectSelfHosted } from './steps/self-hosted.ts'
import { ada, password } from './steps/set-up.ts'

let product: Product
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  product = await startProduct({
    env: {
      ROLECALL_ADMIN_EMAIL: ada.email,
      ROLECALL_ADMIN_PASSWORD: password,
    },
  })
  const context = await browser.newContext({ baseURL: product.url })
  page = await context.newPage()
  await page.goto('/')
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Connect your Atlassian organization' })).toBeVisible()
})
test.afterAll(async () => {
  await product.stop()
})

const rotate = () => page.getByRole('button', { name: 'Rotate', exact: true })
const issued = () => page.getByRole('dialog', { name: 'Store the secret now' })
const secretIn = async () =>
  (await issued().getByRole('region', { name: 'Client secret' }).innerText()).trim()

async function download(name: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Download ${name}` }).click(),
  ])
  expect(file.suggestedFilename()).toBe(name)
  return readFile(await file.path(), 'utf8')
}

test('is not connected, and says what it needs first', async () => {
  await connectSelfHosted(page)
  await expect(page.getByRole('status', { name: 'Connector status' })).toHaveText('Not connected')
  await expect(page.getByText('A connector cannot reach this address'), 'this one has no TLS').toBeVisible()
  await expect(page.getByText('None yet. Rotate makes them.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sync now' })).toHaveCount(0)
  await expectAccessible(page)
})

test('Rotate shows the secret once, by the keyboard alone', async () => {
  await rotate().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toContainText('The secret is shown once.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(issued()).toBeVisible()
  const secret = await secretIn()
  expect(secret).toMatch(/^secret-token:localhost:v1:[\w-]+$/)
  await page.keyboard.press('Escape')
  await expect(issued(), 'only its button closes it').toBeVisible()
  await expectAccessible(page)

  expect(await download('baton-atlassian.yaml')).toContain(`BATON_CLIENT_SECRET: "${secret}"`)
  await issued().getByRole('tab', { name: 'Kubernetes' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(issued().getByRole('tab', { name: 'Compose' })).toHaveAttribute('aria-selected', 'true')
  expect(await download('baton-atlassian.env')).toContain(`BATON_CLIENT_SECRET='${secret}'`)
  expect(await download('compose.yaml')).not.toContain(secret)

  await issued().getByRole('button', { name: 'I have stored it' }).focus()
  await page.keyboard.press('Enter')
  await expect(issued()).toHaveCount(0)
  await expect(rotate(), 'the focus is where it began').toBeFocused()
  for (const again of [false, true]) {
    if (again) await page.reload()
    await expect(page.getByText(/^\w+-\w+-\d{5}@localhost:\d+\/rolecall$/)).toBeVisible()
    expect(await page.content()).not.toContain(secret)
  }
  expect(await download('baton-atlassian.yaml')).toContain('BATON_CLIENT_SECRET: "PASTE-THE-CLIENT-SECRET"')
  await expect(page.getByRole('definition').filter({ hasText: 'by Ada Lovelace' })).toBeVisible()
  await expect(page.getByText('Never', { exact: true })).toBeVisible()
  await expectAccessible(page)
})

test('another rotation says what stops, and ends the first', async () => {
  const [before] = await page.getByText(/@localhost:\d+\/rolecall$/).allInnerTexts()
  await rotate().click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText(`${before} ends at once: the connector that runs with it stops`)
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Rotate' }).click()
  await expect(issued()).toBeVisible()
  await issued().getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByText(String(before))).toHaveCount(0)
  await page.goto('/audit')
  await expect(page.getByText('Credential rotated')).toHaveCount(2)
  await expect(page.getByText(`Replaced: ${before}`)).toBeVisible()
  await page.goBack()
})

test('image, organization and provisioning are in the files', async () => {
  await page.getByRole('button', { name: 'Change image or organization' }).click()
  await page.getByLabel('Container image').fill('baton-atlassian')
  await page.getByLabel('Organization ID').fill('my organization')
  await page.getByRole('button', { name: 'Store' }).click()
  await expect(page.getByText('Name registry, image and tag')).toBeVisible()
  await expect(
    page.getByText('Paste the ID, or the address of Atlassian Administration it stands in'),
  ).toBeVisible()
  await expectAccessible(page)
  const organizationId = '88802c9c-3f2a-4423-a57a-edd3b465c98f'
  await page.getByLabel('Container image').fill('registry.acme.example/baton-atlassian:0.1.2')
  await page.getByLabel('Organization ID').fill(`https://admin.atlassian.com/o/${organizationId}/overview`)
  await page.getByRole('button', { name: 'Store' }).click()
  const manifest = page.getByRole('region', { name: 'baton-atlassian.yaml' })
  await expect(manifest).toContainText('image: registry.acme.example/baton-atlassian:0.1.2')
  await expect(manifest).toContainText(`BATON_ORG: "${organizationId}"`)
  await expect(manifest).toContainText('name: BATON_PROVISIONING value: "false"')
  const overview = page.url()
  await expect(page.getByRole('switch'), 'the switches are in the settings alone').toHaveCount(0)
  await page.getByRole('definition').getByRole('link', { name: 'Off' }).click()
  const provisioning = page.getByRole('region', { name: 'Provisioning' })
  await expect(provisioning).toContainText('start it again with the files on its page')
  await provisioning.getByRole('switch', { name: 'Provision workspace roles' }).click()
  await expect(provisioning.getByRole('switch', { name: 'Provision workspace roles' })).toBeChecked()
  await page.goto(overview)
  await expect(page.getByRole('definition').getByRole('link', { name: 'Roles' })).toBeVisible()
  await expect(manifest).toContainText('name: BATON_PROVISIONING value: "true"')
})

test('fits a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(widths).toEqual([390, 390])
})
