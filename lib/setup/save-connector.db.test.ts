import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openOrganization, type Organization } from '#e2e/fixtures/organization.ts'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { db } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { discardDraft } from './discard-draft.ts'
import { getDraft, listDrafts } from './queries.ts'
import { startDraft } from './start-draft.ts'
import { saveApp } from './steps/save-app.ts'
import { saveConnector } from './steps/save-connector.ts'
import { saveCredentials } from './steps/save-credentials.ts'
import { saveOwners } from './steps/save-owners.ts'
import { saveProvisioning } from './steps/save-provisioning.ts'

let sandbox: Organization
let ada: Actor
let grace: Actor

beforeAll(async () => {
  sandbox = await openOrganization({ accounts: 30, groups: 8, sites: 1 })
})
afterAll(() => sandbox.close())

beforeEach(async () => {
  await db().app.deleteMany()
  await db().connectorDraft.deleteMany()
  await db().user.deleteMany()
  ada = await createPerson('Ada Lovelace', ['connector_administrator'])
  grace = await createPerson('Grace Hopper')
})

/** A draft that wants nothing but to be saved. */
async function fillIn(
  app: { attach?: 'new_app' | 'managed_app' | 'unmanaged_app'; appId?: string; appName?: string } = {},
) {
  const { draftId } = await startDraft(ada, { kind: 'atlassian' })
  const step = { draftId, version: 0 }
  await saveApp(ada, { ...step, attach: 'new_app', appId: null, appName: 'Atlassian', ...app })
  await saveOwners(ada, { ...step, owners: [{ userId: ada.userId }, { userId: grace.userId }] })
  await saveCredentials(ada, {
    ...step,
    accessToken: sandbox.accessToken,
    organization: sandbox.organizationId,
    keyExpiresOn: '2031-01-31',
  })
  await saveProvisioning(ada, { ...step, provisionRoles: true, provisionMemberships: false })
  return draftId
}

test('a new app comes with its connector: owned by those chosen, with the token, the switches and a first sync', async () => {
  const draftId = await fillIn()
  const { appId, connectorId, runId } = await saveConnector(ada, { draftId })
  const connector = await db().connector.findUniqueOrThrow({
    where: { id: connectorId },
    include: { owners: true, app: { include: { owners: true } } },
  })
  const owners = [ada.userId, grace.userId].toSorted()
  expect(connector).toMatchObject({
    appId,
    displayName: 'Acme Industries',
    provisionRoles: true,
    provisionMemberships: false,
    secretHint: sandbox.accessToken.slice(-4),
    secretSetById: ada.userId,
    app: { displayName: 'Atlassian', managed: true },
  })
  expect(connector.keyExpiresAt).not.toBeNull()
  expect(connector.owners.map(({ userId }) => userId).toSorted()).toEqual(owners)
  expect(connector.app.owners.map(({ userId }) => userId).toSorted()).toEqual(owners)
  expect((await openStoredConnector(connector).check(AbortSignal.timeout(10_000))).ok).toBe(true)
  expect(await db().syncRun.findUniqueOrThrow({ where: { id: runId ?? '' } })).toMatchObject({
    connectorId,
    trigger: 'set-up',
  })
  expect(await db().connectorDraft.findUniqueOrThrow({ where: { id: draftId } })).toMatchObject({
    connectorId,
    secret: null,
  })
})

test('who has not pressed the button hears that it is set up, and still sees the page of it', async () => {
  const draftId = await fillIn()
  const { connectorId } = await saveConnector(ada, { draftId })
  expect(await db().notification.findMany({ where: { kind: 'setup-done' } })).toMatchObject([
    { userId: grace.userId, href: `/connectors/${connectorId}` },
  ])
  grace = await refresh(grace)
  expect(await getDraft(grace, draftId)).toMatchObject({ connectorId })
  expect(await listDrafts(ada), 'it is no unfinished one any more').toEqual([])
  await expect(getDraft(await createPerson('Nobody'), draftId)).rejects.toMatchObject({ code: 'not_found' })
})

test('an unmanaged app becomes managed and gets the owners', async () => {
  const app = await db().app.create({ data: { displayName: 'Jira of Sales', managed: false, source: 'csv' } })
  const draftId = await fillIn({ attach: 'unmanaged_app', appId: app.id })
  expect(await saveConnector(ada, { draftId })).toMatchObject({ appId: app.id })
  const after = await db().app.findUniqueOrThrow({ where: { id: app.id }, include: { owners: true } })
  expect(after).toMatchObject({ managed: true, displayName: 'Jira of Sales', source: 'csv' })
  expect(after.managedAt).not.toBeNull()
  expect(after.owners).toHaveLength(2)
  expect(await db().app.count()).toBe(1)
})

test('a managed app keeps its own owners', async () => {
  const mary = await createPerson('Mary Jackson')
  const app = await db().app.create({
    data: { displayName: 'Atlassian', owners: { create: [{ userId: mary.userId }] } },
  })
  const draftId = await fillIn({ attach: 'managed_app', appId: app.id })
  await saveConnector(ada, { draftId })
  expect(await db().appOwner.findMany({ where: { appId: app.id } })).toMatchObject([{ userId: mary.userId }])
})

test('a managed app without an owner gets one only from who manages apps: its owners decide who gets in', async () => {
  const app = await db().app.create({ data: { displayName: 'Payroll' } })
  await saveConnector(ada, { draftId: await fillIn({ attach: 'managed_app', appId: app.id }) })
  expect(await db().appOwner.count({ where: { appId: app.id } })).toBe(0)
  await db().connector.updateMany({ data: { deletedAt: new Date() } })
  ada = await createPerson('Ada Byron', ['super_administrator'])
  await saveConnector(ada, { draftId: await fillIn({ attach: 'managed_app', appId: app.id }) })
  expect(await db().appOwner.count({ where: { appId: app.id } })).toBe(2)
})

test('a required check that fails saves nothing, and the draft says which', async () => {
  const draftId = await fillIn()
  await sandbox.control('POST', 'settings', { keyRevoked: true })
  await expect(saveConnector(ada, { draftId })).rejects.toMatchObject({ code: 'invalid' })
  await sandbox.control('DELETE', 'settings')
  expect(await db().connector.count()).toBe(0)
  expect(await db().app.count()).toBe(0)
  const { report, next } = await getDraft(ada, draftId)
  expect(report?.checks.find(({ key }) => key === 'key')).toMatchObject({ state: 'failed', required: true })
  expect(next).toBe('test')
  expect(await saveConnector(ada, { draftId }), 'once it works again').toMatchObject({
    runId: expect.any(String),
  })
})

test('what is not finished is named, and nothing is made', async () => {
  const { draftId } = await startDraft(ada, { kind: 'atlassian' })
  await expect(saveConnector(ada, { draftId })).rejects.toMatchObject({ code: 'invalid' })
  await saveCredentials(ada, {
    draftId,
    version: 0,
    accessToken: sandbox.accessToken,
    organization: sandbox.organizationId,
    keyExpiresOn: '',
  })
  await expect(saveConnector(ada, { draftId })).rejects.toMatchObject({
    message: 'Not finished yet: App, Owners, Provisioning.',
  })
  expect(await db().connector.count()).toBe(0)
})

test('pressed twice at once it makes one connector', async () => {
  const draftId = await fillIn()
  const tries = await Promise.allSettled([saveConnector(ada, { draftId }), saveConnector(ada, { draftId })])
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await db().connector.count()).toBe(1)
  await expect(discardDraft(ada, { draftId })).rejects.toMatchObject({ code: 'conflict' })
})

test('an organization is connected once', async () => {
  await saveConnector(ada, { draftId: await fillIn() })
  await expect(fillIn({ appName: 'Another' })).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { organization: expect.stringContaining('Acme Industries reads this organization already') },
  })
})

test('nor twice by two that are saved at the same time', async () => {
  for (let round = 0; round < 5; round += 1) {
    await db().app.deleteMany()
    const drafts = [await fillIn({ appName: 'One' }), await fillIn({ appName: 'Other' })]
    const tries = await Promise.allSettled(drafts.map((draftId) => saveConnector(ada, { draftId })))
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await db().connector.count()).toBe(1)
  }
})

test('a new app whose name another one has by now makes nothing', async () => {
  const draftId = await fillIn()
  await db().app.create({ data: { displayName: 'ATLASSIAN' } })
  await expect(saveConnector(ada, { draftId })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('a managed app “ATLASSIAN” already'),
  })
  expect(await db().connector.count()).toBe(0)
})

test('an app that is gone by now stops it, and says what to choose', async () => {
  const app = await db().app.create({ data: { displayName: 'Old', managed: false } })
  const draftId = await fillIn({ attach: 'unmanaged_app', appId: app.id })
  await db().app.update({ where: { id: app.id }, data: { deletedAt: new Date() } })
  await expect(saveConnector(ada, { draftId })).rejects.toMatchObject({ message: 'Not finished yet: App.' })
  expect((await getDraft(ada, draftId)).next).toBe('app')
})
