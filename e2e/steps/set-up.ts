import { expect, type Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/axe.ts'
import { chooseProvisioningAndTest, goToCredentials, saveAndSync } from './connect.ts'

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
  await expect(page.getByRole('heading', { name: 'Add a connector', level: 1 })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Set up Atlassian Cloud' }).click()
  await expect(page.getByRole('heading', { name: 'What does it belong to?' })).toBeVisible()
  await expectAccessible(page)
  await goToCredentials(page)
  await tryCredentials(page)
  await chooseProvisioningAndTest(page, true)
  await expectAccessible(page)
  await saveAndSync(page)

  const accounts = page.getByRole('row', { name: /Accounts and memberships/ })
  await expect(accounts).toContainText('Done')
  await expect(page.getByRole('log')).toContainText('Succeeded')
  await expectAccessible(page)
  const label = page.getByRole('status', { name: 'Connector status' })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByRole('region', { name: 'Runs' }).getByRole('row')).toHaveCount(3)
  await expect(label).toHaveText('Connected', { timeout: 30_000 })
}

/** What is wrong with the pasted is said at its field; what only Atlassian knows, by the connection test. */
async function tryCredentials(page: Page) {
  const token = page.getByLabel('Access token')
  const organization = page.getByLabel('Organization ID')
  const next = page.getByRole('button', { name: 'Save and continue' })
  await next.click()
  await expect(page.getByText('Paste the access token.'), 'both at once').toBeVisible()
  await expect(page.getByText('Paste the ID, or the address of Atlassian Administration')).toBeVisible()
  await organization.fill('my organization')
  await token.fill('short')
  await next.click()
  await expect(page.getByText('This is too short for an access token.')).toBeVisible()
  await expect(page.getByText('Paste the ID, or the address of Atlassian Administration')).toBeVisible()
  await expect(token).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Use the sandbox' }).click()
  const organizationId = await organization.inputValue()
  await organization.fill('')
  await page.getByRole('button', { name: 'Find it with the key' }).click()
  await expect(page.getByText('Found: Acme Industries.')).toBeVisible()
  await expect(organization).toHaveValue(organizationId)
  await organization.fill(`https://admin.atlassian.com/o/${organizationId}/overview`)
  await next.click()
  await expect(page.getByRole('heading', { name: 'May Rolecall change anything' })).toBeVisible()
  await expectAccessible(page)
}
