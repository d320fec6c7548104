import { expect, type Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/axe.ts'

export const password = 'correct horse battery'
export const ada = { name: 'Ada Lovelace', email: 'ada.lovelace@acme.example' }
export const grace = { name: 'Grace Hopper', email: 'grace.hopper@acme.example' }

/** The first visit: what is wrong is said at the field, and the door closes behind the administrator. */
export async function createFirstAdministrator(page: Page) {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Welcome to Rolecall' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await expect(page.getByText('Enter a name.')).toBeVisible()
  await page.getByLabel('Your name').fill(ada.name)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await expect(page.getByText('Use at least 12 characters.')).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await expect(page.getByRole('heading', { name: 'Connect your Atlassian organization' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/first-run')
  await expect(page, 'the door is closed').toHaveURL(/:\d+\/$/)
}

/** From the wrong token to a connected organization that has been synced twice. */
export async function connectTheSandbox(page: Page) {
  await page.getByRole('link', { name: 'Connect Atlassian' }).click()
  await expect(page.getByRole('heading', { name: 'Connect Atlassian', level: 1 })).toBeVisible()
  await expectAccessible(page)
  const token = page.getByLabel('Access token')
  const organization = page.getByLabel('Organization ID')
  const connect = page.getByRole('button', { name: 'Connect and sync' })

  await page.getByRole('button', { name: 'Use the sandbox' }).click()
  const organizationId = await organization.inputValue()
  await token.fill('ATCTT3xFfGN0-this-key-is-not-the-right-one')
  await connect.click()
  await expect(page.getByText(/does not accept|not valid|not accepted|rejected/i).first()).toBeVisible()
  await expect(token).toHaveAttribute('aria-invalid', 'true')

  await page.getByRole('button', { name: 'Use the sandbox' }).click()
  await organization.fill('11111111-2222-4333-8444-555555555555')
  await connect.click()
  await expect(organization).toHaveAttribute('aria-invalid', 'true')
  await organization.fill('my organization')
  await connect.click()
  await expect(page.getByText('Paste the ID, or the address of Atlassian Administration')).toBeVisible()
  await expectAccessible(page)

  await organization.fill(`https://admin.atlassian.com/o/${organizationId}/overview`)
  await page.getByRole('radio', { name: /^On/ }).click()
  await connect.click()
  await expect(page.getByRole('heading', { name: 'Acme Industries' })).toBeVisible()
  const label = page.getByRole('status', { name: 'Connector status' })
  await expect(label).toHaveText(/Syncing|Connected/)
  await expect(label, 'without a reload').toHaveText('Connected', { timeout: 30_000 })
  const accounts = page.getByRole('row', { name: /Accounts and memberships/ })
  await expect(accounts).toContainText('Done')
  await expect(page.getByRole('log')).toContainText('Succeeded')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByRole('region', { name: 'Runs' }).getByRole('row')).toHaveCount(3)
  await expect(label).toHaveText('Connected', { timeout: 30_000 })
}
