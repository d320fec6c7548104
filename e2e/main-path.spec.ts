import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectAccessible } from './fixtures/axe.ts'
import { openWatchedPage } from './fixtures/watched-page.ts'
import { startProduct, type Product } from './product.ts'
import { ada, connectTheSandbox, createFirstAdministrator, grace, password } from './steps/set-up.ts'

let product: Product
const consoleMessages: string[] = []

test.beforeAll(async () => {
  test.setTimeout(240_000)
  product = await startProduct()
})
test.afterAll(async () => {
  await product.stop()
})

const status = (page: Page) => page.getByRole('status', { name: 'Request status' })

test('a newcomer connects Atlassian, and a colleague gets, is refused and loses a role', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const page = await openWatchedPage(browser, product.url, consoleMessages)
  await createFirstAdministrator(page)
  await connectTheSandbox(page)
  await lookAround(page)
  const colleague = await inviteColleague(page, browser)
  await askAndApprove(page, colleague)
  await seeTheGrant(page)
  await seeARefusal(page, colleague)
  await approveWithProvisioningOff(page, colleague)
  await revoke(page)
  await revokeBesideAGroup(page)
  await seeTheAudit(page)
  expect(consoleMessages).toEqual([])
})

async function lookAround(page: Page) {
  await seeBothWays(page)

  await page.getByRole('link', { name: 'Apps', exact: true }).first().click()
  await page.getByRole('region', { name: 'Apps' }).getByRole('link', { name: 'Atlassian' }).click()
  await expect(page.getByRole('link', { name: /^Accounts 240 \d+ enabled/ })).toBeVisible()
  await expectAccessible(page)
  const parts = page.getByRole('navigation', { name: 'Parts of Atlassian' })
  await parts.getByRole('link', { name: /^Accounts/ }).click()
  await expect(page.getByText('1–50 of 240 accounts')).toBeVisible()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByText('51–100 of 240 accounts')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search accounts' }).fill('hopper')
  const accounts = page.getByRole('region', { name: 'Accounts' })
  await expect(accounts.getByRole('row')).toHaveCount(2)
  await expectAccessible(page)
  await accounts.getByRole('link', { name: grace.name }).click()
  await expect(page.getByRole('row', { name: /Jira user/ }).first()).toContainText(
    'through group jira-users-acme',
  )
  await expectAccessible(page)

  await page.goBack()
  await parts.getByRole('link', { name: /Workspaces/ }).click()
  await expect(page.getByText('12 workspaces')).toBeVisible()
  await expectAccessible(page)
  await parts.getByRole('link', { name: /Groups/ }).click()
  await page.getByRole('searchbox', { name: 'Search groups' }).fill('okta-product')
  await expect(page.getByText('2 groups')).toBeVisible()
  await page
    .getByRole('region', { name: 'Groups' })
    .getByRole('link', { name: 'okta-product', exact: true })
    .click()
  await expect(page.getByText('Managed by your identity provider').first()).toBeVisible()
  await expectAccessible(page)
  await page.goBack()
  await parts.getByRole('link', { name: /Entitlements/ }).click()
  await expect(page.getByRole('searchbox', { name: 'Search entitlements' })).toBeVisible()
  await expectAccessible(page)
}

/** Ada holds Jira directly and through a group; only her own role assignments say so. */
async function seeBothWays(page: Page) {
  await openAccount(page, ada.name)
  const jira = page.getByRole('region', { name: 'Effective access' }).getByRole('row', { name: /^Jira user/ })
  await expect(jira).toContainText('through group jira-users-acme')
  await page.getByRole('button', { name: 'Read from Atlassian now' }).click()
  await expect(jira).toContainText('Direct')
  await expect(jira).toContainText('through group jira-users-acme')
}

async function inviteColleague(page: Page, browser: Browser): Promise<Page> {
  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('button', { name: 'Invite a person' }).click()
  await page.getByLabel('Name').fill(grace.name)
  await page.getByLabel('E-mail').fill(grace.email)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const link = await page.getByText(/\/invitation\//).innerText()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('row', { name: new RegExp(grace.name) })).toContainText('Invited')
  await expectAccessible(page)

  const colleague = await openWatchedPage(browser, product.url, consoleMessages)
  await colleague.goto(link)
  await expectAccessible(colleague)
  await colleague.getByLabel('Password', { exact: true }).fill(password)
  await colleague.getByRole('button', { name: 'Join' }).click()
  await expect(colleague.getByRole('heading', { name: /Grace/ })).toBeVisible()
  await expect(colleague.getByRole('link', { name: 'Connectors' })).toHaveCount(0)
  await expectAccessible(colleague)
  await colleague.goto('/people')
  await expect(colleague.getByRole('heading', { name: 'Not found, or not yours to see' })).toBeVisible()
  return colleague
}

async function ask(colleague: Page, workspace: string, role: RegExp, reason: string) {
  await colleague.goto('/requests/new')
  await colleague.getByLabel('Workspace').click()
  await colleague.getByPlaceholder('Search workspaces').fill(workspace)
  await colleague.getByRole('option', { name: workspace }).first().click()
  await colleague.getByRole('radio', { name: role }).click()
  await expect(colleague.getByText('Ada Lovelace will decide.')).toBeVisible()
  await colleague.getByLabel('What do you need it for?').fill(reason)
}

/** Opens the newest request as its approver and approves it. */
async function approveNewest(page: Page) {
  await page.goto('/requests?view=decide')
  await page.getByRole('region', { name: 'Requests' }).getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'Your decision' })).toBeVisible()
  await page.getByRole('button', { name: 'Approve' }).click()
}

async function askAndApprove(page: Page, colleague: Page) {
  await ask(colleague, 'Confluence · acme', /^Confluence user/, 'Writing the compiler manual')
  await expectAccessible(colleague)
  await colleague.getByRole('button', { name: 'Send request' }).click()
  await expect(status(colleague)).toHaveText('Requires approval')
  await expect(colleague.getByText('Waits for Ada Lovelace.')).toBeVisible()
  await expectAccessible(colleague)
  await page.goto('/requests?view=decide')
  await expectAccessible(page)
  await approveNewest(page)
  await expect(status(page), 'without a reload').toHaveText('Granted, verified')
  await expect(status(colleague), 'in the other browser too').toHaveText('Granted, verified')
  for (const step of ['Requested', 'Approved', 'Sent', 'Verified']) {
    await expect(page.getByRole('listitem').filter({ hasText: new RegExp(`^${step}`) })).toBeVisible()
  }
  await expectAccessible(page)
}

async function seeTheGrant(page: Page) {
  await page.getByRole('link', { name: 'Confluence user' }).click()
  await page.getByRole('searchbox', { name: 'Search holders' }).fill('hopper')
  const holders = page.getByRole('region', { name: 'Holders' })
  await expect(holders.getByRole('row')).toHaveCount(2)
  await expect(holders.getByRole('row', { name: /Grace Hopper/ })).toContainText('Direct')
  await expectAccessible(page)
}

async function seeARefusal(page: Page, colleague: Page) {
  await ask(colleague, 'Confluence · acme-support', /^Confluence guest/, 'Reading the runbook')
  await colleague.getByRole('button', { name: 'Send request' }).click()
  await expect(status(colleague)).toHaveText('Requires approval')
  await approveNewest(page)
  await expect(status(page)).toHaveText('Provisioning failed')
  await expect(page.getByText(/does not have the role Confluence guest/)).toBeVisible()
  await page.getByText('What Atlassian answered').click()
  await expect(page.getByText('ADMIN-UAM-400-3', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByText('Sent again by order')).toBeVisible()
  await expect(status(page)).toHaveText('Provisioning failed')
}

async function approveWithProvisioningOff(page: Page, colleague: Page) {
  const provisioning = page.getByRole('switch', { name: 'Provision workspace roles' })
  await page.goto('/connectors')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Acme Industries' }).click()
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await provisioning.click()
  await expect(provisioning).not.toBeChecked()
  await ask(colleague, 'Jira · acme-labs', /^Jira user/, 'Planning the release')
  await colleague.getByRole('button', { name: 'Send request' }).click()
  await expect(status(colleague)).toHaveText('Requires approval')
  await approveNewest(page)
  await expect(status(page)).toHaveText('Approved, not sent')
  await expect(page.getByText(/Provisioning is off for Acme Industries/).first()).toBeVisible()
  await expectAccessible(page)
  const request = page.url()
  await page.getByRole('link', { name: 'Open the connector' }).click()
  await provisioning.click()
  await expect(provisioning).toBeChecked()
  await page.goto(request)
  await page.getByRole('button', { name: 'Provision now' }).click()
  await expect(status(page)).toHaveText('Granted, verified')
}

async function openAccount(page: Page, name: string) {
  await page.goto('/apps')
  await page.getByRole('region', { name: 'Apps' }).getByRole('link', { name: 'Atlassian' }).click()
  await page
    .getByRole('navigation', { name: 'Parts of Atlassian' })
    .getByRole('link', { name: /^Accounts/ })
    .click()
  await page.getByRole('searchbox', { name: 'Search accounts' }).fill(name)
  await expect(page.getByText('1 account', { exact: true })).toBeVisible()
  await page.getByRole('region', { name: 'Accounts' }).getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

async function removeRole(page: Page, role: string, from: string) {
  await page
    .getByRole('button', { name: `Remove ${role} from ${from}` })
    .first()
    .click()
  await page.getByLabel('Reason').fill('The project ended')
}

async function revoke(page: Page) {
  await openAccount(page, grace.name)
  await removeRole(page, 'Confluence user', grace.name)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Remove access' }).click()
  await expect(status(page)).toHaveText('Revoked, verified')
  await openAccount(page, grace.name)
  const access = page.getByRole('region', { name: 'Effective access' })
  await expect(access.getByRole('row', { name: /Confluence user/ })).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Past grants' })).toContainText('Confluence user')
  await expectAccessible(page)
}

/** Revoked from the entitlement's page, it survives through a group, and the page says which. */
async function revokeBesideAGroup(page: Page) {
  await openAccount(page, ada.name)
  await page
    .getByRole('region', { name: 'Effective access' })
    .getByRole('link', { name: 'Jira user' })
    .first()
    .click()
  await page.getByRole('searchbox', { name: 'Search holders' }).fill('lovelace')
  await expect(
    page.getByRole('region', { name: 'Holders' }).getByRole('row', { name: /Ada Lovelace/ }),
  ).not.toHaveCount(0)
  await removeRole(page, 'Jira user', ada.name)
  await expect(page.getByText(/also holds it through jira-users-acme/)).toBeVisible()
  await page.getByRole('button', { name: 'Remove access' }).click()
  await expect(status(page)).toHaveText('Revoked, verified')
  await expect(page.getByText('Ada Lovelace still has this access')).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: 'jira-users-acme' }).first()).toBeVisible()
  await expectAccessible(page)
}

async function seeTheAudit(page: Page) {
  await page.getByRole('link', { name: 'Audit', exact: true }).click()
  await expect(page.getByRole('row', { name: /Change verified/ }).first()).toContainText('Ada Lovelace')
  await expectAccessible(page)
}
