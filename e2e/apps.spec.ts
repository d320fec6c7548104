import { expect, test, type Locator, type Page } from '@playwright/test'
import { startSandbox, type Sandbox } from '#lib/connectors/atlassian/sandbox/start-sandbox.ts'
import { expectAccessible } from './fixtures/axe.ts'
import { openWatchedPage } from './fixtures/watched-page.ts'
import { startProduct, type Product } from './product.ts'
import { connect } from './steps/connect.ts'
import { ada, password } from './steps/set-up.ts'

let sandbox: Sandbox
let product: Product
const consoleMessages: string[] = []

test.beforeAll(async () => {
  test.setTimeout(240_000)
  sandbox = await startSandbox()
  product = await startProduct({
    env: {
      ATLASSIAN_API_URL: sandbox.baseUrl,
      ROLECALL_ADMIN_EMAIL: ada.email,
      ROLECALL_ADMIN_PASSWORD: password,
    },
  })
})
test.afterAll(async () => {
  await product.stop()
  await sandbox.stop()
})

const list = `name,description,owners
Figma,Design files,${ada.email}
Miro,Whiteboards,
Slack,Chat,
,nameless,
Zoom,Calls,nobody
atlassian,Known by its name,`

test('apps are added, imported, managed, described, handed over, deleted and restored', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const page = await openWatchedPage(browser, product.url, consoleMessages)
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Connect your Atlassian organization' })).toBeVisible()
  await connect(page, sandbox)
  await addByHand(page)
  await importAList(page)
  await manageSome(page)
  await describe(page)
  await handOver(page)
  await stopManaging(page)
  await deleteAndRestore(page)
  await seeTheAudit(page)
  await keepALongNameInSight(page)
  expect(consoleMessages).toEqual([])
})

const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views of apps' }).getByRole('link', { name: new RegExp(`^${name}`) })

async function toApps(page: Page) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Apps' }).click()
  await expect(page.getByRole('heading', { name: 'Apps', level: 1 })).toBeVisible()
}

async function addByHand(page: Page) {
  await toApps(page)
  await expect(page.getByRole('row', { name: /Atlassian/ })).toContainText('Connected')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add an app' }).click()
  await page.getByRole('button', { name: 'Add the app' }).click()
  await expect(page.getByText('Give the app a name.')).toBeVisible()
  await page.getByLabel('Name').fill('atlassian')
  await page.getByRole('button', { name: 'Remove Ada Lovelace' }).click()
  await page.getByRole('button', { name: 'Add the app' }).click()
  await expect(page.getByText('Choose at least one owner')).toBeVisible()
  await choosePerson(page, 'Ada', /Ada Lovelace/)
  await page.getByRole('button', { name: 'Add the app' }).click()
  await expect(page.getByText('There is a managed app “Atlassian” already')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Name').fill('Intranet')
  await page.getByRole('button', { name: 'Add the app' }).click()
  await expect(page.getByRole('heading', { name: 'Intranet', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Connect a system' })).toHaveAttribute(
    'href',
    /\/connectors\/new\?app=[0-9a-f-]{36}$/,
  )
  await expectAccessible(page)
}

async function choosePerson(page: Page, text: string, option: RegExp) {
  await page.getByRole('button', { name: 'Add a person' }).click()
  await page.getByPlaceholder('Name or e-mail').fill(text)
  await page.getByRole('option', { name: option }).click()
}

async function importAList(page: Page) {
  await toApps(page)
  await page.getByRole('link', { name: 'Import from a file' }).click()
  await page.getByRole('button', { name: 'Check the list' }).click()
  await expect(page.getByText('Choose a file, or paste its lines.')).toBeVisible()
  await expectAccessible(page)
  await page
    .getByLabel('File of apps')
    .setInputFiles({ name: 'apps.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
  await page.getByRole('button', { name: 'Check the list' }).click()
  const lines = page.getByRole('region', { name: 'Lines of the list' })
  await expect(lines.getByRole('row', { name: /^5/ })).toContainText('Left out. The name is missing.')
  await expect(lines.getByRole('row', { name: /^6/ })).toContainText('“nobody” is not an e-mail address.')
  await expect(lines.getByRole('row', { name: /^7/ })).toContainText('Known already')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add 3 apps' }).click()
  await expect(view(page, 'Unmanaged')).toHaveText('Unmanaged3')
  await expect(view(page, 'Unmanaged')).toHaveAttribute('aria-current', 'page')
}

/** With the keyboard alone. */
async function manageSome(page: Page) {
  const apps = page.getByRole('region', { name: 'Unmanaged apps' })
  await tick(page, apps.getByRole('checkbox', { name: 'Choose Miro' }))
  await tick(page, apps.getByRole('checkbox', { name: 'Choose Slack' }))
  await expect(page.getByRole('status').getByText('2 apps chosen')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Manage 2 apps' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Manage 2 apps' })
  await dialog.getByRole('button', { name: 'Manage 2 apps' }).press('Enter')
  await expect(dialog.getByText('Choose an owner: nobody looks after')).toBeVisible()
  await dialog.getByRole('button', { name: 'Add a person' }).press('Enter')
  await page.keyboard.type('new.owner@acme.example')
  await expect(page.getByRole('option', { name: /Invite new.owner@acme.example/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Will be invited')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Manage 2 apps' }).press('Enter')
  await expect(dialog).toBeHidden()
  await expect(view(page, 'Unmanaged')).toHaveText('Unmanaged1')
  await expect(view(page, 'Managed')).toHaveText('Managed4')
  await view(page, 'Managed').press('Enter')
  const slack = page.getByRole('region', { name: 'Apps' }).getByRole('row', { name: /Slack/ })
  await expect(slack).toContainText('New Owner')
  await expect(slack).toContainText('No connector')
  await page.getByRole('searchbox', { name: 'Search apps' }).fill('whiteb')
  await expect(page.getByText('1 app', { exact: true })).toBeVisible()
  await page.getByRole('region', { name: 'Apps' }).getByRole('link', { name: 'Miro' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Miro', level: 1 })).toBeVisible()
}

async function tick(page: Page, box: Locator) {
  await box.focus()
  await page.keyboard.press('Space')
  await expect(box).toBeChecked()
}

const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: /^Parts of/ }).getByRole('link', { name })

async function describe(page: Page) {
  await part(page, 'Settings').click()
  const name = page.getByLabel('Name')
  await name.fill('slack')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('There is a managed app “Slack” already')).toBeVisible()
  await name.fill('Mural')
  const icons = page.getByRole('radiogroup', { name: 'Icon' })
  await icons.getByRole('radio', { name: 'Initials' }).focus()
  await page.keyboard.down('ArrowRight') // as a person holds it: the group looks at the key after the focus has moved
  await expect(icons.getByRole('radio', { name: 'Window' })).toBeChecked()
  await page.keyboard.up('ArrowRight')
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Mural', level: 1 })).toBeVisible()
  await expectAccessible(page)
}

async function handOver(page: Page) {
  await page.getByRole('button', { name: 'Remove New Owner' }).click()
  await page.getByRole('button', { name: 'Save the owners' }).click()
  await expect(page.getByText('Choose at least one owner')).toBeVisible()
  await choosePerson(page, 'Ada', /Ada Lovelace/)
  await page.getByRole('button', { name: 'Save the owners' }).click()
  await expect(page.getByText('Owned by Ada Lovelace')).toBeVisible()
}

async function stopManaging(page: Page) {
  await page.getByRole('button', { name: 'Stop managing' }).click()
  await expect(page.getByText('Mural is not managed', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Manage this app' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Manage Mural' }).click()
  await expect(page.getByText('Mural is not managed', { exact: true })).toBeHidden()
}

async function deleteAndRestore(page: Page) {
  await toApps(page)
  await page.getByRole('region', { name: 'Apps' }).getByRole('link', { name: 'Atlassian' }).click()
  await expect(page.getByRole('link', { name: /^Accounts 240 \d+ enabled/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Acme Industries' }).last().click()
  await expect(page.getByText('roles that reach beyond one workspace')).toBeVisible()
  await expectAccessible(page)
  await page.goBack()
  const address = page.url()
  await part(page, 'Settings').click()
  await page.getByRole('button', { name: 'Delete this app' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete Atlassian?' })
  await expect(dialog).toContainText('1 connector that stops reading: Acme Industries')
  await expect(dialog).toContainText(/240 accounts, and the [\d,]+ grants that they hold/)
  await expectAccessible(page)
  await expect(dialog.getByRole('button', { name: 'Delete app' })).toBeDisabled()
  await dialog.getByLabel(/to confirm/).fill('Atlassian')
  await page.keyboard.press('Enter')
  await expect(view(page, 'Deleted')).toHaveText('Deleted1')
  await expectAccessible(page)
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'Not found, or not yours to see' })).toBeVisible()
  await page.goto('/connectors')
  await expect(page.getByRole('heading', { name: 'Nothing is connected yet' })).toBeVisible()
  await page.goto('/apps?view=deleted')
  await page.getByRole('button', { name: 'Restore Atlassian' }).press('Enter')
  await expect(page.getByRole('link', { name: /^Accounts 240 \d+ enabled/ })).toBeVisible()
  await toApps(page)
  await expect(view(page, 'Deleted')).toHaveCount(0)
}

async function seeTheAudit(page: Page) {
  await page.goto('/audit')
  for (const event of ['App restored', 'App deleted', 'Owners of the app changed', 'App managed']) {
    await expect(page.getByRole('row', { name: new RegExp(`^${event}`) }).first()).toBeVisible()
  }
  await expect(page.getByRole('row', { name: /^App changed/ })).toContainText(
    'Name: Mural · Name before: Miro',
  )
}

/** A name that nothing breaks, on a phone and in the question before deleting. */
async function keepALongNameInSight(page: Page) {
  const name = 'Customer'.repeat(10)
  await toApps(page)
  await page.getByRole('button', { name: 'Add an app' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Add the app' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  const width = () => page.evaluate(() => document.documentElement.scrollWidth)
  await expect.poll(width, 'nothing to scroll sideways').toBe(390)
  await page.goto(`${page.url()}/settings`)
  await expect(page.getByRole('button', { name: 'Stop managing' })).toBeVisible()
  await expect.poll(width, 'nothing to scroll sideways').toBe(390)
  await page.getByRole('button', { name: 'Delete this app' }).click()
  const dialog = page.getByRole('alertdialog')
  const [outer, field] = await Promise.all([dialog.boundingBox(), dialog.getByRole('textbox').boundingBox()])
  expect(right(field), 'the field is inside').toBeLessThan(right(outer))
  await expectAccessible(page)
}

const right = (box: { x: number; width: number } | null): number => (box ? box.x + box.width : Number.NaN)
