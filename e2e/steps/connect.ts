import { expect, type Page } from '@playwright/test'

/** What is pasted to connect an organization. */
export interface Credentials {
  accessToken: string
  organizationId: string
}

const next = (page: Page) => page.getByRole('button', { name: 'Save and continue' })

/** Chooses Atlassian Cloud from the catalog; ends at the step App. */
export async function startSetUp(page: Page) {
  await page.goto('/connectors/new')
  await page.getByRole('button', { name: 'Set up Atlassian Cloud' }).click()
  await expect(page.getByRole('heading', { name: 'What does it belong to?' })).toBeVisible()
}

/** From the step App, past Owners, to the credentials. */
export async function goToCredentials(page: Page) {
  await next(page).click()
  await expect(page.getByRole('heading', { name: 'Who owns it?' })).toBeVisible()
  await next(page).click()
  await expect(page.getByRole('heading', { name: 'Gather the credentials' })).toBeVisible()
}

/** Fills in the credentials; ends at the step Provisioning. */
export async function fillInCredentials(page: Page, { accessToken, organizationId }: Credentials) {
  await page.getByLabel('Access token').fill(accessToken)
  await page.getByLabel('Organization ID').fill(organizationId)
  await next(page).click()
  await expect(page.getByRole('heading', { name: 'May Rolecall change anything' })).toBeVisible()
}

/** From the step Provisioning to a connection test that has run. */
export async function chooseProvisioningAndTest(page: Page, isOn: boolean) {
  if (isOn) {
    await page.getByRole('checkbox', { name: 'Grant and revoke workspace roles' }).check()
    await page.getByRole('checkbox', { name: 'Add to and remove from groups' }).check()
  }
  await next(page).click()
  await page.getByRole('button', { name: 'Test the connection' }).click()
  await expect(page.getByRole('list', { name: 'Checks' })).toBeVisible()
}

/** From a test that has passed to a connector whose first sync is through; ends on the connector's page. */
export async function saveAndSync(page: Page) {
  await page.getByRole('link', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Save and sync' }).click()
  const label = page.getByRole('status', { name: 'Connector status' })
  await expect(label).toHaveText(/Syncing|Connected/)
  await expect(label, 'without a reload').toHaveText('Connected', { timeout: 30_000 })
  await page.getByRole('link', { name: 'Open the connector' }).click()
  await expect(page.getByRole('heading', { name: 'Acme Industries', level: 1 })).toBeVisible()
}

/** All of it. */
export async function connect(page: Page, credentials: Credentials, { provisioning = true } = {}) {
  await startSetUp(page)
  await goToCredentials(page)
  await fillInCredentials(page, credentials)
  await chooseProvisioningAndTest(page, provisioning)
  await saveAndSync(page)
}
