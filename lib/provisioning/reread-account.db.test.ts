import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  connectOrganization,
  openOrganization,
  type Connected,
  type Organization,
} from '#e2e/fixtures/organization.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { accountOf } from '#e2e/fixtures/requests.ts'
import { db } from '#lib/platform/db/client.ts'
import { rereadAccount } from './reread-account.ts'

let sandbox: Organization
let connected: Connected
let accountId: string

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 60, groups: 12, sites: 1 })
  connected = await connectOrganization(sandbox)
  accountId = (await accountOf(connected.owner)).id
})
beforeEach(async () => {
  await sandbox.control('DELETE', 'requests')
})
afterAll(async () => {
  await sandbox.close()
})

const sent = async (): Promise<unknown> => (await sandbox.control('GET', 'requests')).json()
const stored = () => db().grant.findMany({ where: { accountId }, orderBy: { id: 'asc' } })

test.each([
  ['read_only_administrator', 'forbidden'],
  ['access_request_helpdesk', 'not_found'],
  ['basic_user', 'not_found'],
] as const)('is not for a %s: nothing is sent or written', async (role, code) => {
  const reader = await createPerson(`Not ${role}`, [role])
  const before = await stored()
  await expect(rereadAccount(reader, { accountId })).rejects.toMatchObject({ code })
  expect(await sent()).toEqual({})
  expect(await stored()).toEqual(before)
})

test('is for those who revoke in the app, and for those who run its syncs', async () => {
  const owner = { ...(await createPerson('Olga Owner')), ownedAppIds: [connected.appId] }
  const connecting = await createPerson('Carla Connector', ['connector_administrator'])
  const revoking = await createPerson('Paul Apps', ['application_administrator'])
  for (const actor of [owner, connecting, revoking]) {
    await expect(rereadAccount(actor, { accountId })).resolves.toBeUndefined()
  }
  expect(await sent()).not.toEqual({})
})
