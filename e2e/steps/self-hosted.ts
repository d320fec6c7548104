import { expect, type Page } from '@playwright/test'

/** Sets a self-hosted connector up through the catalog; ends on its page. */
export async function connectSelfHosted(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: 'Save and continue' })
  await page.goto('/connectors/new')
  await page.getByRole('searchbox', { name: 'Search connectors' }).fill('baton')
  await page.getByRole('button', { name: /^Set up/ }).click()
  await expect(page.getByText('Step 2 of 4')).toBeVisible()
  await next.click()
  await expect(page.getByRole('heading', { name: 'Who owns it?' })).toBeVisible()
  await next.click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Atlassian', level: 1 })).toBeVisible()
}
