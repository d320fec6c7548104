import { expect, type Browser, type Page } from '@playwright/test'
import { openWatchedPage } from '../fixtures/watched-page.ts'
import { ada, password } from './set-up.ts'

/** Fills in the sign-in page that is on screen, as the administrator. */
export async function signInHere(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  const button = page.getByRole('button', { name: 'Sign in' })
  await button.click()
  await expect(button).toHaveCount(0)
}

/** A browser of its own, signed in as the administrator; what its console says is added to the messages. */
export async function openSignedIn(
  browser: Browser,
  url: string,
  consoleMessages: string[],
  path = '/',
): Promise<Page> {
  const page = await openWatchedPage(browser, url, consoleMessages)
  await page.goto(path)
  await signInHere(page)
  return page
}
