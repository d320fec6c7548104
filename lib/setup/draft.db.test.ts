import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openOrganization, type Organization } from '#e2e/fixtures/organization.ts'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { discardDraft } from './discard-draft.ts'
import { findAttachableApps, getDraft, listDrafts } from './queries.ts'
import { startDraft } from './start-draft.ts'
import { findOrganizations } from './steps/find-organizations.ts'
import { noteSupportRequest } from './steps/note-support-request.ts'
import { saveApp } from './steps/save-app.ts'
import { saveConnector } from './steps/save-connector.ts'
import { saveCredentials } from './steps/save-credentials.ts'
import { saveOwners } from './steps/save-owners.ts'
import { saveProvisioning } from './steps/save-provisioning.ts'
import { testDraft } from './steps/test-draft.ts'

let sandbox: Organization
let ada: Actor
let grace: Actor
let draftId: string

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
  draftId = (await startDraft(ada, { kind: 'atlassian' })).draftId
})

const newApp = (version = 0) =>
  ({ draftId, version, attach: 'new_app', appId: null, appName: 'Atlassian' }) as const
const credentials = (version = 0) => ({
  draftId,
  version,
  accessToken: sandbox.accessToken,
  organization: sandbox.organizationId,
  keyExpiresOn: '',
})

describe('a set-up that is left and taken up again', () => {
  test('begins with the app, is owned by who began it, and goes on at the first open step', async () => {
    const fresh = await getDraft(ada, draftId)
    expect(fresh).toMatchObject({ next: 'app', total: 7, createdBy: 'Ada Lovelace' })
    expect(fresh.owners.map(({ name }) => name)).toEqual(['Ada Lovelace'])
    expect(await saveApp(ada, newApp())).toEqual({ version: 1, next: 'owners' })
    await saveCredentials(ada, credentials())
    const later = await getDraft(ada, draftId)
    expect(later.next, 'owners were skipped').toBe('owners')
    expect(later.steps.filter(({ isDone }) => isDone).map(({ step }) => step)).toEqual(['app', 'credentials'])
    expect(await listDrafts(ada)).toMatchObject([
      { id: draftId, name: 'Atlassian', nextLabel: 'Owners', number: 3, total: 7 },
    ])
  })

  test('shows of the access token its last four characters, who set it and when; it is stored encrypted', async () => {
    await saveCredentials(ada, credentials())
    const draft = await getDraft(ada, draftId)
    expect(draft.secret).toMatchObject({ hint: sandbox.accessToken.slice(-4), setBy: 'Ada Lovelace' })
    expect(JSON.stringify(draft)).not.toContain(sandbox.accessToken)
    const stored = await db().connectorDraft.findUniqueOrThrow({ where: { id: draftId } })
    expect(stored.secret).toMatch(/^v1\./)
    expect(stored.secret).not.toContain(sandbox.accessToken)
    const events = JSON.stringify(await db().auditEvent.findMany({ where: { subjectId: draftId } }))
    expect(events).not.toContain(sandbox.accessToken)
  })

  test('keeps the stored token when none is pasted, and forgets a test that was of other credentials', async () => {
    await saveCredentials(ada, credentials())
    await testDraft(ada, { draftId })
    expect((await getDraft(ada, draftId)).report?.ok).toBe(true)
    await saveCredentials(ada, { ...credentials(1), accessToken: '', keyExpiresOn: '2031-01-31' })
    const same = await getDraft(ada, draftId)
    expect(same.report?.ok, 'the date changes nothing about the key').toBe(true)
    expect(same.keyExpiresAt).toEqual(new Date('2031-01-31T23:59:59.000Z'))
    await saveCredentials(ada, { ...credentials(2), accessToken: 'ATCTT3xFfGN0-another-one' })
    const other = await getDraft(ada, draftId)
    expect(other.report).toBeNull()
    expect(other.steps.find(({ step }) => step === 'test')).toMatchObject({ isDone: false, version: 0 })
  })

  test('knows when the key expires: as Atlassian says, else as was entered', async () => {
    await saveCredentials(ada, { ...credentials(), keyExpiresOn: '2031-01-31' })
    await sandbox.control('POST', 'settings', { keyList: 'refused' })
    const entered = new Date('2031-01-31T23:59:59.000Z')
    expect(await testDraft(ada, { draftId })).toMatchObject({ ok: true, keyExpiresAt: entered })
    await sandbox.control('POST', 'settings', { keyList: 'readable' })
    const report = await testDraft(ada, { draftId })
    expect(report.keyExpiresAt).not.toEqual(entered)
    expect(await getDraft(ada, draftId)).toMatchObject({ report, keyExpiresAt: report.keyExpiresAt })
  })

  test('is forgotten with its token when it is discarded', async () => {
    await saveCredentials(ada, credentials())
    await discardDraft(ada, { draftId })
    expect(await db().connectorDraft.count()).toBe(0)
    await expect(getDraft(ada, draftId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await db().auditEvent.count({ where: { event: 'setup.discarded', subjectId: draftId } })).toBe(1)
  })
})

describe('two people on one step', () => {
  test('the second is told who came first, nothing is overwritten, and may then decide', async () => {
    await saveOwners(ada, { draftId, version: 0, owners: [{ userId: ada.userId }, { userId: grace.userId }] })
    grace = await refresh(grace)
    await saveApp(grace, { ...newApp(), appName: 'Of Grace' })
    await expect(saveApp(ada, { ...newApp(), appName: 'Of Ada' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^Grace Hopper saved this step at /),
    })
    expect((await getDraft(ada, draftId)).appName).toBe('Of Grace')
    expect(await saveApp(ada, { ...newApp(1), appName: 'Of Ada' })).toMatchObject({ version: 2 })
  })

  test('of several at the same moment exactly one is stored', async () => {
    const tries = await Promise.allSettled(
      ['A', 'B', 'C', 'D'].map((appName) => saveApp(ada, { ...newApp(), appName })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await getDraft(ada, draftId)).steps[0]).toMatchObject({ step: 'app', version: 1 })
  })

  test('who is on another step is not disturbed', async () => {
    await saveApp(ada, newApp())
    const provisioning = { draftId, version: 0, provisionRoles: true, provisionMemberships: false }
    expect(await saveProvisioning(ada, provisioning)).toMatchObject({ version: 1 })
  })

  test('a test is not kept when other credentials were stored while it ran', async () => {
    await saveCredentials(ada, credentials())
    await sandbox.control('DELETE', 'requests')
    await sandbox.control('POST', 'faults', { endpoint: 'GET /v1/orgs', delayMs: 700, count: 1 })
    const running = Promise.allSettled([testDraft(ada, { draftId })])
    await expect
      .poll(async () => JSON.stringify(await (await sandbox.control('GET', 'requests')).json()))
      .toContain('GET /v1/orgs')
    await saveCredentials(ada, { ...credentials(1), accessToken: 'ATCTT3xFfGN0-another-one' })
    expect(await running).toMatchObject([{ status: 'rejected', reason: { code: 'conflict' } }])
    expect((await getDraft(ada, draftId)).report).toBeNull()
  })
})

describe('what a step is given', () => {
  test('an app of the other sort, one that is gone, and one they may not see are refused at the field', async () => {
    const managed = await db().app.create({ data: { displayName: 'Confluence' } })
    const unmanaged = await db().app.create({ data: { displayName: 'Miro', managed: false } })
    const step = { draftId, version: 0, appName: '' }
    const wrong: [object, RegExp][] = [
      [{ attach: 'unmanaged_app', appId: managed.id }, /managed by now/],
      [{ attach: 'managed_app', appId: unmanaged.id }, /not managed/],
      [{ attach: 'managed_app', appId: draftId }, /not there any more/],
    ]
    for (const [choice, message] of wrong) {
      await expect(saveApp(ada, { ...step, ...choice } as never)).rejects.toMatchObject({
        code: 'invalid',
        fieldErrors: { appId: expect.stringMatching(message) },
      })
    }
    await saveOwners(ada, { draftId, version: 0, owners: [{ userId: grace.userId }] })
    grace = await refresh(grace)
    await expect(saveApp(grace, { ...step, attach: 'managed_app', appId: managed.id })).rejects.toMatchObject(
      { fieldErrors: { appId: expect.any(String) } },
    )
    expect(await findAttachableApps(grace, { draftId, managed: true, q: '' })).toEqual([])
    expect(await findAttachableApps(ada, { draftId, managed: false, q: 'mir' })).toMatchObject([
      { displayName: 'Miro', managed: false, connectors: 0 },
    ])
  })

  test.each([
    ['accessToken', { accessToken: '' }],
    ['accessToken', { accessToken: 'short' }],
    ['accessToken', { accessToken: 'with a line\nbreak-in-the-middle' }],
    ['organization', { organization: 'Acme' }],
    ['keyExpiresOn', { keyExpiresOn: '2020-01-01' }],
  ])('a wrong %s is said at its field and keeps nothing (%j)', async (field, change) => {
    await expect(saveCredentials(ada, { ...credentials(), ...change })).rejects.toMatchObject({
      code: 'invalid',
      fieldErrors: { [field]: expect.any(String) },
    })
    expect((await getDraft(ada, draftId)).secret).toBeNull()
  })

  test('a day that is no day is refused by its schema', async () => {
    await expect(saveCredentials(ada, { ...credentials(), keyExpiresOn: '2027-02-30' })).rejects.toThrow(
      'Enter a date such as',
    )
  })

  test('the organizations of a key are found with the pasted or the stored token', async () => {
    const found = [{ id: sandbox.organizationId, name: 'Acme Industries' }]
    expect(await findOrganizations(ada, { draftId, accessToken: sandbox.accessToken })).toEqual(found)
    await expect(findOrganizations(ada, { draftId, accessToken: '' })).rejects.toMatchObject({
      fieldErrors: { accessToken: expect.stringContaining('Paste the access token first') },
    })
    await saveCredentials(ada, credentials())
    expect(await findOrganizations(ada, { draftId, accessToken: '' })).toEqual(found)
    await expect(
      findOrganizations(ada, { draftId, accessToken: 'ATCTT3xFfGN0-not-the-right-one' }),
    ).rejects.toMatchObject({ fieldErrors: { accessToken: expect.any(String) } })
  })

  test('the support request is noted with when and by whom, and taken back', async () => {
    await noteSupportRequest(ada, { draftId, requested: true })
    expect((await getDraft(ada, draftId)).supportRequested).toMatchObject({ by: 'Ada Lovelace' })
    await noteSupportRequest(ada, { draftId, requested: false })
    expect((await getDraft(ada, draftId)).supportRequested).toBeNull()
  })
})

describe('owners', () => {
  test('everybody else is told once that their help is needed, with the way to the first open step', async () => {
    const owners = [
      { userId: ada.userId },
      { userId: grace.userId },
      { email: 'new@acme.example', name: 'Mary Jackson' },
    ]
    await saveOwners(ada, { draftId, version: 0, owners })
    await saveOwners(ada, { draftId, version: 1, owners: owners.slice(0, 2) })
    await saveOwners(ada, { draftId, version: 2, owners })
    const told = await db().notification.findMany({
      where: { kind: 'setup-help' },
      include: { user: true },
      orderBy: { user: { name: 'asc' } },
    })
    expect(told.map(({ user, href, title }) => [user.name, href, title])).toEqual([
      [
        'Grace Hopper',
        `/connectors/new/${draftId}`,
        expect.stringContaining('Ada Lovelace asks for your help'),
      ],
      [
        'Mary Jackson',
        `/connectors/new/${draftId}`,
        expect.stringContaining('Ada Lovelace asks for your help'),
      ],
    ])
  })

  test('a set-up has at least one', async () => {
    await expect(saveOwners(ada, { draftId, version: 0, owners: [] })).rejects.toThrow('at least one owner')
  })
})

describe('who may', () => {
  const acts: [string, (actor: Actor) => Promise<unknown>][] = [
    ['see it', (actor) => getDraft(actor, draftId)],
    ['choose the app', (actor) => saveApp(actor, newApp())],
    ['look for apps', (actor) => findAttachableApps(actor, { draftId, managed: true, q: '' })],
    [
      'choose owners',
      (actor) => saveOwners(actor, { draftId, version: 0, owners: [{ userId: actor.userId }] }),
    ],
    ['store credentials', (actor) => saveCredentials(actor, credentials())],
    [
      'look for organizations',
      (actor) => findOrganizations(actor, { draftId, accessToken: sandbox.accessToken }),
    ],
    [
      'switch provisioning on',
      (actor) =>
        saveProvisioning(actor, { draftId, version: 0, provisionRoles: true, provisionMemberships: true }),
    ],
    ['note the support request', (actor) => noteSupportRequest(actor, { draftId, requested: true })],
    ['test', (actor) => testDraft(actor, { draftId })],
    ['save the connector', (actor) => saveConnector(actor, { draftId })],
    ['discard it', (actor) => discardDraft(actor, { draftId })],
  ]

  test.each(acts)('to %s: nobody but Connector and Super Administrators and its owners', async (_, act) => {
    for (const role of ['basic_user', 'application_administrator', 'read_only_administrator'] as const) {
      const stranger = await createPerson(`A ${role}`, [role])
      await expect(act(stranger)).rejects.toMatchObject({ code: 'not_found' })
    }
    const elsewhere = { ...grace, ownedDraftIds: ['01900000-0000-7000-8000-000000000000'] }
    await expect(act(elsewhere)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('an owner without a role may do all of it, and sees it in the list', async () => {
    await saveOwners(ada, { draftId, version: 0, owners: [{ userId: grace.userId }] })
    grace = await refresh(grace)
    await saveApp(grace, newApp())
    await saveCredentials(grace, credentials())
    expect((await testDraft(grace, { draftId })).ok).toBe(true)
    expect(await listDrafts(grace)).toHaveLength(1)
    expect(await listDrafts(await createPerson('Nobody'))).toEqual([])
  })

  test('to begin one: Connector and Super Administrators', async () => {
    await expect(startDraft(grace, { kind: 'atlassian' })).rejects.toMatchObject({ code: 'forbidden' })
    const root = await createPerson('Root', ['super_administrator'])
    expect(await startDraft(root, { kind: 'baton' })).toMatchObject({ draftId: expect.any(String) })
  })
})
