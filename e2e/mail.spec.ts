import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { startPostgres, type RunningPostgres } from '../bin/postgres/start-postgres.ts'
import { expectAccessible, expectAccessibleDocument } from './fixtures/axe.ts'
import { startMailServer, type MailServer } from './fixtures/mail-server.ts'
import { openWatchedPage } from './fixtures/watched-page.ts'
import { startProduct, type Product } from './product.ts'
import { ada, grace, password } from './steps/set-up.ts'

const secretKey = Buffer.alloc(32, 3).toString('base64')
const katherine = { name: 'Katherine Johnson', email: 'katherine.johnson@acme.example' }

let folder: string
let database: RunningPostgres
let server: MailServer
let product: Product
const consoleMessages: string[] = []

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rolecall-mail-'))
  chmodSync(folder, 0o711)
  database = await startPostgres({
    directory: path.join(folder, 'postgres'),
    logFile: path.join(folder, 'postgres.log'),
    password: 'of-the-test',
    database: 'rolecall',
    throwaway: true,
  })
  server = await startMailServer()
})
test.afterEach(async () => {
  await product.stop()
})
test.afterAll(async () => {
  await server.close()
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
})

function start(env: Record<string, string> = {}): Promise<Product> {
  return startProduct({
    env: {
      DATABASE_URL: database.url,
      ROLECALL_SECRET_KEY: secretKey,
      ROLECALL_ADMIN_EMAIL: ada.email,
      ROLECALL_ADMIN_PASSWORD: password,
      ...env,
    },
  })
}

async function signIn(browser: Browser, { url }: Product, next: string): Promise<Page> {
  const page = await openWatchedPage(browser, url, consoleMessages)
  await page.goto(next)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return page
}

/** Somebody is chosen who has no user yet, and is told so, as a set-up does it. */
async function chooseKatherine({ url }: Product): Promise<void> {
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    ROLECALL_SECRET_KEY: secretKey,
    ROLECALL_URL: url,
  })
  const [{ closeDb, db, transaction }, { inviteChosen }, { notify }] = await Promise.all([
    import('#lib/platform/db/client.ts'),
    import('#lib/users/invite-chosen.ts'),
    import('#lib/notifications/notify.ts'),
  ])
  const { id: userId, name, email } = await db().user.findUniqueOrThrow({ where: { email: ada.email } })
  const owned = { ownedAppIds: [], ownedConnectorIds: [], ownedDraftIds: [] }
  const actor = { userId, name, email, roles: ['super_administrator' as const], ...owned }
  await transaction(async (tx) => {
    const [chosen] = await inviteChosen(tx, actor, [katherine])
    await notify(tx, [chosen?.userId ?? ''], {
      kind: 'owner-needed',
      subjectId: userId,
      title: `${name} needs your help to connect Atlassian`,
      body: 'You are to own the connector.\n\nThe set-up waits for its access token.',
      href: '/notices?from=1',
      action: 'Go on with the set-up',
      from: actor,
    })
  })
  await closeDb()
}

test('without a mail server: what would have been sent is in the mailbox, and its link leads to the very screen', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  product = await start()
  const page = await signIn(browser, product, '/mailbox')
  await expect(page.getByText('Mail is not set up: nothing leaves this installation.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No mails yet' })).toBeVisible()
  await expectAccessible(page)

  await chooseKatherine(product)
  const row = page.getByRole('row', { name: /needs your help/ })
  await expect(row, 'without a reload').toContainText('Not sent, only kept')
  await expect(row).toContainText(katherine.email)
  await row.getByRole('link').focus()
  await page.keyboard.press('Enter')
  await expect(
    page.getByRole('heading', { name: /needs your help to connect Atlassian/, level: 1 }),
  ).toBeVisible()
  const html = page.frameLocator('iframe[title="The mail as HTML"]')
  await expect(html.getByText('The set-up waits for its access token.')).toBeVisible()
  const link = await html.getByRole('link', { name: 'Go on with the set-up' }).getAttribute('href')
  await expect(page.getByRole('region', { name: 'Link' })).toHaveText(link ?? '')
  await expect(page.getByRole('region', { name: 'Plain text' })).toContainText(link ?? '')
  await expect(page.getByText('It lets Katherine Johnson in')).toBeVisible()
  await expectAccessible(page)

  const second = await openWatchedPage(browser, product.url, consoleMessages)
  await second.goto(link ?? '')
  await expect(second.getByRole('heading', { name: 'Welcome, Katherine Johnson' })).toBeVisible()
  await second.getByLabel('Password', { exact: true }).fill(password)
  await second.getByRole('button', { name: 'Join' }).click()
  await expect(second).toHaveURL(/\/notices\?from=1$/)
  await expect(second.getByRole('row', { name: /needs your help/ })).toContainText('New')
  await expectAccessible(second)
  await second.getByRole('button', { name: 'Notices, 1 new one' }).click()
  await expect(second.getByRole('dialog', { name: 'Notices' })).toContainText('Go on with the set-up')
  await second.keyboard.press('Escape')
  await expect(second.getByRole('row', { name: /needs your help/ })).toContainText('Read')
  await second.goto(link ?? '')
  await expect(second, 'the link still leads there').toHaveURL(/\/notices\?from=1$/)
  await second.goto('/mailbox')
  await expect(second.getByRole('heading', { name: 'Not found, or not yours to see' })).toBeVisible()
  expect(consoleMessages).toEqual([])
  await Promise.all([page, second].map((one) => one.context().close()))
})

test('with a mail server: an invitation arrives, and what has failed is sent again by hand', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  product = await start({ SMTP_URL: server.url, MAIL_FROM: 'Rolecall <roles@acme.example>' })
  server.plan.push({ at: 'receiver', code: 550 })
  const page = await signIn(browser, product, '/people')
  await page.getByRole('button', { name: 'Invite a person' }).click()
  await page.getByLabel('Name').fill(grace.name)
  await page.getByLabel('E-mail').fill(grace.email)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Invited, and a mail is on its way' })).toBeVisible()
  const shown = await page.getByText(/\/invitation\//).innerText()
  await page.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('link', { name: 'Mailbox' }).click()
  const row = page.getByRole('row', { name: /invites you to Rolecall/ })
  await expect(row).toContainText('550 The test says 550')
  await expect(row).toContainText('Failed')
  await expect(page.getByText('Mail is not set up')).toHaveCount(0)
  await expectAccessible(page)
  await row.getByRole('link').click()
  await page.getByRole('button', { name: 'Send again' }).click()
  const status = page.getByText('The mail server has taken it.')
  await expect(status, 'without a reload').toBeVisible()
  await expect(page.getByText('It was sent with an invitation for Grace Hopper')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send again' })).toHaveCount(0)
  expect(server.taken).toHaveLength(1)
  expect(server.taken[0]?.text).toContain(shown)
  const second = await openWatchedPage(browser, product.url, consoleMessages)
  await second.setContent(server.taken[0]?.html || '')
  await expectAccessibleDocument(second)
  await second.getByRole('link', { name: 'Join Rolecall' }).evaluate((link) => link.removeAttribute('target'))
  await second.getByRole('link', { name: 'Join Rolecall' }).click()
  await expect(second.getByRole('heading', { name: 'Welcome, Grace Hopper' })).toBeVisible()
  expect(consoleMessages).toEqual([])
  await Promise.all([page, second].map((one) => one.context().close()))
})
