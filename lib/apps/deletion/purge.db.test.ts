import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { createDesk, neverAborted } from '#e2e/fixtures/requests.ts'
import { db } from '#lib/platform/db/client.ts'
import { addApp } from '../add-app.ts'
import { deleteApp } from './delete-app.ts'
import { purgeDeletedApps } from './purge-deleted-apps.ts'

let sandbox: Organization
let connected: Connected

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 60, groups: 8, sites: 2 })
  connected = await connectOrganization(sandbox)
})
afterAll(async () => {
  await sandbox.close()
})

/** Moves the deletion into the past. */
const age = (days: number) =>
  db().$executeRaw`update "App" set "deletedAt" = now() - make_interval(days => ${days}, secs => 1)
    where "deletedAt" is not null`

test('after 30 days it is removed with all it has, others stay as they are', async () => {
  const { appId: other } = await addApp(connected.owner, {
    name: 'Other',
    description: '',
    managed: true,
    owners: [{ userId: connected.owner.userId }],
  })
  const foreign = await db().connector.create({
    data: {
      appId: other,
      kind: 'atlassian',
      displayName: 'Other',
      config: {},
      createdById: connected.owner.userId,
    },
  })
  await copyGrant(other, foreign.id)
  const grace = await createPerson('Grace Hopper')
  await db().appOwner.create({ data: { appId: connected.appId, userId: grace.userId } })
  await createDesk(connected, grace).approve('Confluence · acme', 'atlassian/user')
  await deleteApp(connected.owner, { appId: connected.appId, name: 'Atlassian' })
  expect(await db().notification.count()).toBe(2)
  await age(29)
  expect(await purgeDeletedApps(neverAborted)).toBe(0)
  await age(31)
  const stopped = AbortSignal.abort(new Error('stopped'))
  await expect(purgeDeletedApps(stopped)).rejects.toThrow('stopped')
  expect(await db().app.count(), 'and goes on the next time').toBe(2)
  expect(await purgeDeletedApps(neverAborted)).toBe(1)
  const left = async () => ({
    apps: (await db().app.findMany()).map(({ displayName }) => displayName),
    grants: (await db().grant.findMany()).map(({ appId }) => appId),
    accounts: await db().account.count(),
    runs: await db().syncRun.count(),
    changes: await db().inventoryChange.count(),
    requests: await db().accessRequest.count(),
    connectors: await db().connector.count(),
    notices: await db().notification.count(),
  })
  expect(await left()).toEqual({
    apps: ['Other'],
    grants: [other],
    accounts: 1,
    runs: 0,
    changes: 0,
    requests: 0,
    connectors: 1,
    notices: 0,
  })
  const removed = await db().auditEvent.findFirstOrThrow({ where: { event: 'app.removed' } })
  expect(removed).toMatchObject({ subjectName: 'Atlassian', appId: connected.appId, actorName: 'Rolecall' })
  expect(await db().auditEvent.count({ where: { event: 'app.deleted' } }), 'the audit stays').toBeGreaterThan(
    0,
  )
})

/** Somebody who holds something in another app. */
async function copyGrant(appId: string, connectorId: string) {
  const at = new Date()
  const scope = { appId, connectorId, firstSeenAt: at }
  const resource = await db().resource.create({
    data: { ...scope, resourceType: 'workspace', externalId: 'w', displayName: 'W' },
  })
  const entitlement = await db().entitlement.create({
    data: { ...scope, resourceId: resource.id, externalId: 'e', kind: 'role', slug: 'e', displayName: 'E' },
  })
  const account = await db().account.create({
    data: {
      ...scope,
      externalId: 'a',
      displayName: 'A',
      status: 'enabled',
      vendorStatus: 'active',
      accountType: 'user',
      external: false,
    },
  })
  await db().grant.create({ data: { ...scope, entitlementId: entitlement.id, accountId: account.id } })
}
