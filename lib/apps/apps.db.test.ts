import { beforeEach, describe, expect, test } from 'vitest'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { addApp } from './add-app.ts'
import { changeApp } from './change-app.ts'
import { manageApps } from './manage-apps.ts'
import { countApps, getApp, listApps } from './queries.ts'
import type { AddApp } from './schema.ts'
import { setAppOwners } from './set-app-owners.ts'
import { unmanageApp } from './unmanage-app.ts'

let admin: Actor
let connecting: Actor
let owner: Actor
let auditor: Actor
let stranger: Actor

beforeEach(async () => {
  await db().app.deleteMany()
  await db().notification.deleteMany()
  await db().user.deleteMany()
  admin = await createPerson('Ada Admin', ['application_administrator'])
  connecting = await createPerson('Carl Connector', ['connector_administrator'])
  auditor = await createPerson('Alan Auditor', ['read_only_administrator'])
  owner = await createPerson('Olga Owner')
  stranger = await createPerson('Mallory Stranger')
})

/** An app by hand; `owner` is theirs afterwards as the session gate would see it. */
async function add(given: Partial<AddApp> = {}): Promise<string> {
  const managed = given.managed ?? true
  const { appId } = await addApp(admin, {
    name: 'Figma',
    description: '',
    managed,
    owners: managed ? [{ userId: owner.userId }] : [],
    ...given,
  })
  owner = await refresh(owner)
  return appId
}

const ownersOf = async (appId: string) =>
  (await getApp(admin, appId)).owners.map(({ name }) => name).toSorted()
const lastEvent = () => db().auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })
const noticesOf = (actor: Actor) => db().notification.findMany({ where: { userId: actor.userId } })

describe('adding by hand', () => {
  test('is for who manages apps or connectors', async () => {
    const input = { name: 'Figma', description: 'Design files', managed: false, owners: [] }
    for (const actor of [owner, auditor]) {
      await expect(addApp(actor, input)).rejects.toMatchObject({ code: 'forbidden' })
    }
    const { appId } = await addApp(connecting, input)
    expect(await getApp(connecting, appId)).toMatchObject({
      displayName: 'Figma',
      description: 'Design files',
      managed: false,
      source: 'hand',
      mayManage: false,
    })
    expect(await lastEvent()).toMatchObject({ event: 'app.added', appId, actorName: 'Carl Connector' })
  })

  test('a managed app has an owner, who is told where it is', async () => {
    await expect(add({ owners: [] })).rejects.toThrow('at least one owner')
    const appId = await add()
    expect(await noticesOf(owner)).toMatchObject([
      { title: 'You own Figma now', href: `/apps/${appId}`, action: 'Open the app' },
    ])
    expect(await noticesOf(admin)).toEqual([])
  })

  test.each(['\u200B', ''])('%j is no name, and is refused at its field', async (name) => {
    await expect(add({ name })).rejects.toMatchObject({ issues: [{ path: ['name'] }] })
  })

  test('a name that is taken is refused at its field, however it is written', async () => {
    await add()
    await expect(add({ name: ' FIGMA ' })).rejects.toMatchObject({
      code: 'conflict',
      fieldErrors: { name: expect.stringContaining('“Figma” already') },
    })
    const twice = await Promise.allSettled([add({ name: 'Miro' }), add({ name: 'miro' })])
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('changing', () => {
  const change = (actor: Actor, appId: string, name = 'Penpot') =>
    changeApp(actor, { appId, name, description: 'Open design', icon: 'layers' })

  test('is for its owners and who manages apps; to others it is not there, or not theirs', async () => {
    const appId = await add()
    await expect(change(stranger, appId)).rejects.toMatchObject({ code: 'not_found' })
    for (const actor of [auditor, connecting]) {
      await expect(change(actor, appId)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await change(owner, appId)
    expect(await getApp(owner, appId)).toMatchObject({
      displayName: 'Penpot',
      description: 'Open design',
      icon: 'layers',
    })
    expect(await lastEvent()).toMatchObject({
      event: 'app.changed',
      data: { displayNameBefore: 'Figma', displayName: 'Penpot', icon: 'layers' },
    })
    await change(admin, appId, 'PENPOT')
    expect(await getApp(owner, appId)).toMatchObject({ displayName: 'PENPOT' })
  })

  test('an owner changes theirs only, and not into a name that is taken', async () => {
    const appId = await add()
    const other = await add({ name: 'Miro', owners: [{ userId: auditor.userId }] })
    await expect(change(owner, other)).rejects.toMatchObject({ code: 'not_found' })
    await expect(change(owner, appId, 'miro')).rejects.toMatchObject({ fieldErrors: { name: /Miro/ } })
  })

  test('nothing changed is nothing recorded', async () => {
    const appId = await add()
    await changeApp(owner, { appId, name: 'Figma', description: '', icon: null })
    expect(await db().auditEvent.count({ where: { event: 'app.changed', actorId: owner.userId } })).toBe(0)
  })
})

describe('owners', () => {
  test('are set by an owner: who is new is told and invited, who is gone hears nothing more of it', async () => {
    const appId = await add()
    const { maySee } = await setAppOwners(owner, {
      appId,
      owners: [{ userId: stranger.userId }, { email: 'New.Person@acme.example', name: 'New Person' }],
    })
    expect(maySee).toBe(false)
    expect(await ownersOf(appId)).toEqual(['Mallory Stranger', 'New Person'])
    expect(await lastEvent()).toMatchObject({
      event: 'app.owners_changed',
      data: { ownersBefore: 'Olga Owner', owners: 'Mallory Stranger, New Person' },
    })
    expect(await noticesOf(stranger)).toHaveLength(1)
    expect(await noticesOf(owner), 'what it said is not true any more').toEqual([])
    owner = await refresh(owner)
    await expect(getApp(owner, appId)).rejects.toMatchObject({ code: 'not_found' })
    await setAppOwners(admin, { appId, owners: [{ userId: owner.userId }] })
    expect(await noticesOf(owner), 'told again').toHaveLength(1)
  })

  test('of a managed app are never none, and nobody who cannot sign in', async () => {
    const appId = await add()
    await expect(setAppOwners(admin, { appId, owners: [] })).rejects.toMatchObject({
      fieldErrors: { owners: /at least one owner/ },
    })
    await db().user.update({ where: { id: stranger.userId }, data: { status: 'disabled' } })
    await expect(setAppOwners(admin, { appId, owners: [{ userId: stranger.userId }] })).rejects.toMatchObject(
      { fieldErrors: { owners: /cannot sign in/ } },
    )
    expect(await ownersOf(appId)).toEqual(['Olga Owner'])
  })

  test('are not changed by who may only see it', async () => {
    const appId = await add()
    const take = (actor: Actor) => setAppOwners(actor, { appId, owners: [{ userId: actor.userId }] })
    await expect(take(stranger)).rejects.toMatchObject({ code: 'not_found' })
    for (const actor of [auditor, connecting]) {
      await expect(take(actor)).rejects.toMatchObject({ code: 'forbidden' })
    }
    expect(await ownersOf(appId)).toEqual(['Olga Owner'])
  })
})

describe('managing', () => {
  test('many at once: each keeps its owners and gets those that are chosen', async () => {
    const mine = await add({ name: 'Miro', managed: false, owners: [{ userId: owner.userId }] })
    const orphan = await add({ name: 'Slack', managed: false })
    const appIds = [mine, orphan]
    await expect(manageApps(admin, { appIds, owners: [] })).rejects.toMatchObject({
      fieldErrors: { owners: /nobody looks after Slack/ },
    })
    expect(await countApps(admin)).toEqual({ managed: 0, unmanaged: 2, deleted: 0 })
    await db().notification.deleteMany()
    const chosen = [{ userId: stranger.userId }]
    expect(await manageApps(admin, { appIds, owners: chosen })).toEqual({ managed: 2 })
    expect(await countApps(admin)).toEqual({ managed: 2, unmanaged: 0, deleted: 0 })
    expect(await ownersOf(mine)).toEqual(['Mallory Stranger', 'Olga Owner'])
    expect(await ownersOf(orphan)).toEqual(['Mallory Stranger'])
    expect(await noticesOf(stranger)).toMatchObject([
      { title: 'You own 2 apps now', href: '/apps?view=managed' },
    ])
    expect(await noticesOf(owner), 'nothing new to them').toEqual([])
    expect(await db().auditEvent.count({ where: { event: 'app.managed', actorId: admin.userId } })).toBe(2)
    expect(await manageApps(admin, { appIds, owners: chosen }), 'once').toEqual({ managed: 0 })
  })

  test('is all or nothing, and of theirs only', async () => {
    const mine = await add({ name: 'Miro', managed: false, owners: [{ userId: owner.userId }] })
    const other = await add({ name: 'Slack', managed: false })
    const owners = [{ userId: owner.userId }]
    await expect(manageApps(owner, { appIds: [mine, other], owners })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(manageApps(connecting, { appIds: [other], owners })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await countApps(admin)).toMatchObject({ managed: 0 })
    expect(await manageApps(owner, { appIds: [mine], owners: [] })).toEqual({ managed: 1 })
  })

  test('ends only without a connector', async () => {
    const appId = await add()
    await expect(unmanageApp(stranger, { appId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(unmanageApp(auditor, { appId })).rejects.toMatchObject({ code: 'forbidden' })
    const connector = await db().connector.create({
      data: { appId, kind: 'atlassian', displayName: 'Acme', config: {}, createdById: admin.userId },
    })
    await expect(unmanageApp(owner, { appId })).rejects.toThrow('read by the connector Acme')
    await db().connector.update({ where: { id: connector.id }, data: { deletedAt: new Date() } })
    await unmanageApp(owner, { appId })
    expect(await getApp(owner, appId)).toMatchObject({ managed: false, owners: [{ name: 'Olga Owner' }] })
  })
})

describe('the list', () => {
  test('has what the actor may see, page by page, by name', async () => {
    await db().app.createMany({
      data: Array.from({ length: 120 }, (_, index) => ({
        displayName: `App ${String(index).padStart(3, '0')}`,
        description: index === 7 ? 'Seventh heaven 100%' : null,
      })),
    })
    const mine = await add()
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const page = await listApps(admin, { view: 'managed', ...(after ? { after } : {}) })
      expect(page.total).toBe(121)
      seen.push(...page.rows.map(({ displayName }) => displayName))
      after = page.after
    }
    expect(seen).toEqual([
      ...Array.from({ length: 120 }, (_, i) => `App ${String(i).padStart(3, '0')}`),
      'Figma',
    ])
    const found = await listApps(admin, { view: 'managed', q: '100%' })
    expect(found.rows.map(({ displayName }) => displayName)).toEqual(['App 007'])
    const theirs = await listApps(owner, { view: 'managed' })
    expect(theirs.rows).toMatchObject([{ id: mine, mayManage: true, owners: [{ name: 'Olga Owner' }] }])
    expect(await countApps(owner)).toEqual({ managed: 1, unmanaged: 0, deleted: 0 })
    await expect(listApps(stranger, { view: 'managed' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
