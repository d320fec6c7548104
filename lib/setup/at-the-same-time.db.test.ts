import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { neverAborted } from '#e2e/fixtures/requests.ts'
import { deleteApp } from '#lib/apps/deletion/delete-app.ts'
import { restoreApp } from '#lib/apps/deletion/restore-app.ts'
import { setAppOwners } from '#lib/apps/set-app-owners.ts'
import { db } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { rereadAccount } from '#lib/provisioning/reread-account.ts'
import { approveRequest } from '#lib/requests/approve-request.ts'
import { submitRequest } from '#lib/requests/submit-request.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { startSync } from '#lib/sync/start-sync.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { startDraft } from './start-draft.ts'
import { saveApp } from './steps/save-app.ts'
import { deleteConnector } from './life/delete-connector.ts'
import { renameConnector } from './life/rename-connector.ts'

/** Whatever people do to an app and its connector at the same time, each gets an answer of ours, and nothing is left over. */

let sandbox: Organization
let connected: Connected
let grace: Actor

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 60, groups: 12, sites: 1 })
  connected = await connectOrganization(sandbox)
  grace = await createPerson('Grace Hopper')
})
afterAll(async () => {
  await sandbox.close()
})

async function syncNow() {
  const { runId } = await startSync(connected.owner, { connectorId: connected.connectorId })
  await runSync(runId, neverAborted)
}

async function attach() {
  const { appId, owner } = connected
  const { draftId } = await startDraft(owner, { kind: 'atlassian' })
  await saveApp(await refresh(owner), { draftId, version: 0, attach: 'managed_app', appId, appName: '' })
}

test('deleting, asking, reading, attaching and choosing owners get in nobody’s way', async () => {
  const { owner, appId, connectorId } = connected
  const account = await db().account.findFirstOrThrow({ where: { email: grace.email } })
  const roles = await db().entitlement.findMany({ where: { requestable: true }, take: 6 })
  const { secret } = await db().connector.findUniqueOrThrow({ where: { id: connectorId } })
  for (let round = 0; round < 12; round += 1) {
    const ask = async (entitlementId: string) => {
      const { requestId } = await submitRequest(grace, { entitlementId, reason: 'Needed' })
      await approveRequest(owner, { requestId })
    }
    const last =
      round % 2 === 0
        ? deleteApp(owner, { appId, name: 'Atlassian' })
        : deleteConnector(owner, { connectorId, name: 'Acme Industries' })
    const acts = [
      syncNow(),
      ...roles.map(({ id }) => ask(id)),
      rereadAccount(owner, { accountId: account.id }),
      attach(),
      setAppOwners(owner, { appId, owners: [{ userId: owner.userId }, ...(round % 3 ? [grace] : [])] }),
      renameConnector(owner, { connectorId, displayName: 'Acme Industries' }),
    ]
    const outcomes = await Promise.allSettled([last, ...acts])
    const broken = outcomes.flatMap((one) =>
      one.status === 'rejected' && !(one.reason instanceof AppError) ? [String(one.reason)] : [],
    )
    expect(broken).toEqual([])
    expect(outcomes[0]).toMatchObject({ status: 'fulfilled' })
    expect(
      await db().accessRequest.count({ where: { status: { in: ['requires_approval', 'approved'] } } }),
    ).toBe(0)
    expect(await db().syncRun.count({ where: { finishedAt: null } })).toBe(0)
    if (round % 2 === 0) await restoreApp(owner, { appId })
    else await db().connector.update({ where: { id: connectorId }, data: { deletedAt: null, secret } })
    await db().accessRequest.deleteMany()
  }
}, 120_000)
