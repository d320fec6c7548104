import { beforeEach, expect, test } from 'vitest'
import { createPerson, refresh } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { findAttachableApps } from './queries.ts'
import { startDraft } from './start-draft.ts'
import { saveApp } from './steps/save-app.ts'

/** Which apps a set-up may be attached to. */

let ada: Actor
let appId: string
let draftId: string

beforeEach(async () => {
  await db().connectorDraft.deleteMany()
  await db().app.deleteMany()
  await db().user.deleteMany()
  ada = await createPerson('Ada Lovelace', ['connector_administrator'])
  ;({ id: appId } = await db().app.create({ data: { displayName: 'Payroll', managed: true } }))
  ;({ draftId } = await startDraft(ada, { kind: 'atlassian' }))
})

const attach = (actor: Actor) =>
  saveApp(actor, { draftId, version: 0, attach: 'managed_app', appId, appName: '' })
const find = (actor: Actor) => findAttachableApps(actor, { draftId, managed: true, q: '' })

test('none that is deleted', async () => {
  await db().app.update({ where: { id: appId }, data: { deletedAt: new Date() } })
  expect(await find(ada)).toEqual([])
  await expect(attach(ada)).rejects.toMatchObject({
    fieldErrors: { appId: expect.stringContaining('not there any more') },
  })
  await expect(startDraft(ada, { kind: 'atlassian', appId })).rejects.toMatchObject({ code: 'not_found' })
  expect(await db().connectorDraft.count({ where: { appId } })).toBe(0)
})

/** Somebody of a role who is an owner of the set-up. */
async function createHelper(role: 'basic_user' | 'read_only_administrator' | 'application_administrator') {
  const helper = await createPerson('Grace Hopper', [role])
  await db().connectorDraftOwner.create({ data: { draftId, userId: helper.userId } })
  return refresh(helper)
}

test.each(['basic_user', 'read_only_administrator'] as const)(
  'for a %s who helps with it: their own apps only, whatever they may read',
  async (role) => {
    const helper = await createHelper(role)
    expect(await find(helper)).toEqual([])
    await expect(attach(helper)).rejects.toMatchObject({
      fieldErrors: { appId: expect.stringContaining('not there any more') },
    })
    await db().appOwner.create({ data: { appId, userId: helper.userId } })
    const owner = await refresh(helper)
    expect(await find(owner)).toMatchObject([{ displayName: 'Payroll' }])
    expect(await attach(owner)).toMatchObject({ version: 1 })
  },
)

test('for who manages apps or connects systems: any', async () => {
  const helper = await createHelper('application_administrator')
  expect(await find(helper)).toHaveLength(1)
  expect(await attach(helper)).toMatchObject({ version: 1 })
  expect(await find(ada)).toHaveLength(1)
  expect(
    await saveApp(ada, { draftId, version: 1, attach: 'managed_app', appId, appName: '' }),
  ).toMatchObject({
    version: 2,
  })
})

test('nor a new app of a name that is taken', async () => {
  const form = { draftId, version: 0, attach: 'new_app' as const, appId: null }
  await expect(saveApp(ada, { ...form, appName: 'payroll' })).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { appName: expect.stringContaining('a managed app “Payroll” already') },
  })
  expect(await saveApp(ada, { ...form, appName: 'Payroll 2' })).toMatchObject({ version: 1 })
})
