import { expect, test, type Locator, type Page } from '@playwright/test'
import { startProduct, type Product } from './product.ts'
import { ada, grace, password } from './steps/set-up.ts'

let product: Product

test.beforeAll(async () => {
  test.setTimeout(240_000)
  product = await startProduct({
    env: { ROLECALL_ADMIN_EMAIL: ada.email, ROLECALL_ADMIN_PASSWORD: password },
  })
})
test.describe.configure({ mode: 'serial' })
test.afterAll(async () => {
  await product.stop()
})

/** Goes there with the Tab key alone, and sees where it is. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible()
  for (let step = 0; step < 60; step += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) {
      await expectVisibleFocus(target)
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${target.toString()}`)
}

/** A ring on the element, or on the row that its link fills. */
async function expectVisibleFocus(target: Locator) {
  const marked = await target.evaluate((element) =>
    [null, '::after'].some((part) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element, part)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    }),
  )
  expect(marked, `${target.toString()} shows that it has the focus`).toBe(true)
}

async function press(page: Page, target: Locator) {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

test('the whole job without a mouse', async ({ page }) => {
  test.setTimeout(120_000)
  await page.goto(product.url)
  await tabTo(page, page.getByLabel('E-mail'))
  await page.keyboard.type(ada.email)
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Connect your Atlassian organization' })).toBeVisible()

  await page.reload()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused()
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('link', { name: 'Connect Atlassian' }))

  await setUpByKeyboard(page)

  await jumpTo(page, 'Apps')
  await press(page, page.getByRole('region', { name: 'Apps' }).getByRole('link', { name: 'Atlassian' }))
  await press(
    page,
    page.getByRole('navigation', { name: 'Parts of Atlassian' }).getByRole('link', { name: /^Accounts/ }),
  )
  await expect(page.getByText('1–50 of 240 accounts')).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search accounts' })).toBeFocused()
  await page.keyboard.type('hopper')
  await expect(page.getByText('1 account', { exact: true })).toBeVisible()
  await press(page, page.getByRole('region', { name: 'Accounts' }).getByRole('link', { name: grace.name }))
  await expect(page.getByRole('heading', { name: grace.name, level: 1 })).toBeVisible()

  const remove = page.getByRole('button', { name: /^Remove Member of jira-users-acme/ })
  await press(page, remove)
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(remove, 'the focus comes back').toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByLabel('Reason'))
  await page.keyboard.type('Moved to another team')
  await press(page, dialog.getByRole('button', { name: 'Remove access' }))
  await expect(page.getByRole('status', { name: 'Request status' })).toHaveText('Revoked, verified')

  await jumpTo(page, 'Request a role')
  await press(page, page.getByLabel('Workspace'))
  await page.keyboard.type('Confluence · acme-labs')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('radio').first())
  await page.keyboard.press('Space')
  await tabTo(page, page.getByLabel('What do you need it for?'))
  await page.keyboard.type('Trying the keyboard')
  await press(page, page.getByRole('button', { name: 'Send request' }))
  await expect(page.getByRole('status', { name: 'Request status' })).toHaveText('Requires approval')
})

/** From the catalog to Connected. */
async function setUpByKeyboard(page: Page) {
  const next = page.getByRole('button', { name: 'Save and continue' })
  await press(page, page.getByRole('button', { name: 'Set up Atlassian Cloud' }))
  await tabTo(page, page.getByRole('radio', { name: /^A new managed app/ }))
  await page.keyboard.down('ArrowDown') // the radio group looks at the key after the focus has moved: held as a person does
  await expect(page.getByRole('radio', { name: /^A managed app/ })).toBeChecked()
  await page.keyboard.up('ArrowDown')
  await page.keyboard.down('ArrowUp')
  await expect(page.getByRole('radio', { name: /^A new managed app/ })).toBeChecked()
  await page.keyboard.up('ArrowUp')
  await press(page, next)

  await press(page, page.getByRole('button', { name: 'Add a person' }))
  await page.keyboard.type('mary.jackson@acme.example')
  await expect(page.getByRole('option', { name: /^Invite mary/ })).toHaveAttribute('data-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Add a person' }), 'the focus comes back').toBeFocused()
  await press(page, page.getByRole('button', { name: 'Remove Mary Jackson' }))
  await press(page, next)

  await press(page, page.getByRole('button', { name: 'Use the sandbox' }))
  await press(page, next)
  await tabTo(page, page.getByRole('checkbox', { name: 'Grant and revoke workspace roles' }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('checkbox', { name: 'Add to and remove from groups' }))
  await page.keyboard.press('Space')
  await press(page, next)
  await press(page, page.getByRole('button', { name: 'Test the connection' }))
  await press(page, page.getByRole('link', { name: 'Continue' }))
  await press(page, page.getByRole('button', { name: 'Save and sync' }))
  await expect(page.getByRole('status', { name: 'Connector status' })).toHaveText('Connected', {
    timeout: 30_000,
  })
}

/** By the command menu. */
async function jumpTo(page: Page, name: string) {
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type(name)
  await expect(page.getByRole('option', { name, exact: true })).toHaveAttribute('data-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

test('a click right after typing into a search is not lost', async ({ page }) => {
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Apps' }).click()
  for (const wait of [0, 60, 150, 240, 300]) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Apps' }).click()
    await page.getByRole('region', { name: 'Apps' }).getByRole('link', { name: 'Atlassian' }).click()
    await page
      .getByRole('navigation', { name: 'Parts of Atlassian' })
      .getByRole('link', { name: /^Accounts/ })
      .click()
    await page.getByRole('searchbox', { name: 'Search accounts' }).fill('a')
    await page.waitForTimeout(wait)
    await page.getByRole('region', { name: 'Accounts' }).getByRole('link', { name: ada.name }).click()
    await expect(page.getByRole('heading', { name: ada.name, level: 1 }), `after ${wait} ms`).toBeVisible()
  }
})
