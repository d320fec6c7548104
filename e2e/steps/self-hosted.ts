import { expect, type Page } from '@playwright/test'
import { createSelfHosted } from '#lib/connectors/self-hosted/create-self-hosted.ts'
import { closeDb, db, transaction } from '#lib/platform/db/client.ts'

export const selfHosted = { app: 'Atlassian', connector: 'Acme, self-hosted' }

/** Puts a self-hosted connector with its app into the product's own database, and opens its page as its owner. */
export async function connectSelfHosted(page: Page): Promise<void> {
  const user = await db().user.findFirstOrThrow()
  const owner = { userId: user.id }
  const { connectorId } = await transaction(async (tx) => {
    const app = await tx.app.create({
      data: { displayName: selfHosted.app, managedAt: new Date(), owners: { create: [owner] } },
    })
    const nothing = { roles: [], ownedAppIds: [], ownedConnectorIds: [], ownedDraftIds: [] }
    return createSelfHosted(
      tx,
      { ...owner, ...nothing, name: user.name, email: user.email },
      {
        appId: app.id,
        displayName: selfHosted.connector,
        ownerIds: [user.id],
        organizationId: null,
        provisionRoles: true,
        provisionMemberships: false,
      },
    )
  })
  await closeDb()
  await page.goto(`/connectors/${connectorId}`)
  await expect(page.getByRole('heading', { name: selfHosted.connector, level: 1 })).toBeVisible()
}
