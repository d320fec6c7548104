import { beforeEach, expect, test } from 'vitest'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { addApp } from '../add-app.ts'
import { countApps, previewImport } from '../queries.ts'
import { importApps } from './import-apps.ts'

let admin: Actor
let grace: Actor

beforeEach(async () => {
  await db().app.deleteMany()
  await db().notification.deleteMany()
  await db().user.deleteMany()
  admin = await createPerson('Ada Admin', ['connector_administrator'])
  grace = await createPerson('Grace Hopper')
})

const text = [
  'name,description,owners',
  'Figma,Design files,grace.hopper@acme.example',
  'miro,,',
  'Slack,Chat,grace.hopper@acme.example new.person@acme.example',
  ',nameless,',
  'Zoom,,bob.gone@acme.example',
].join('\r\n')

test('says of every line what would become of it, and stores nothing', async () => {
  await addApp(admin, { name: 'MIRO', description: '', managed: false, owners: [] })
  const bob = await createPerson('Bob Gone')
  await db().user.update({ where: { id: bob.userId }, data: { status: 'disabled' } })
  const preview = await previewImport(admin, { text })
  expect(preview.counts).toEqual({ new: 2, known: 1, broken: 2 })
  expect(preview.invited).toBe(1)
  expect(preview.rows).toMatchObject([
    { line: 5, verdict: 'broken', reason: 'The name is missing.' },
    {
      line: 6,
      verdict: 'broken',
      reason: 'bob.gone@acme.example cannot sign in any more and cannot own an app.',
    },
    { line: 2, name: 'Figma', verdict: 'new' },
    { line: 4, name: 'Slack', verdict: 'new' },
    { line: 3, name: 'miro', verdict: 'known' },
  ])
  expect(await db().app.count()).toBe(1)
  expect(await db().user.count({ where: { status: 'invited' } })).toBe(0)
})

test('adds what is new with its owners, and leaves out the rest; again it adds nothing', async () => {
  expect(await importApps(admin, { text: text.replace('bob.gone', 'grace.hopper') })).toEqual({ added: 4 })
  expect(await countApps(admin)).toEqual({ managed: 0, unmanaged: 4, deleted: 0 })
  const slack = await db().app.findFirstOrThrow({
    where: { displayName: 'Slack' },
    include: { owners: { include: { user: true } } },
  })
  expect(slack).toMatchObject({ source: 'csv', description: 'Chat', managed: false })
  expect(slack.owners.map(({ user }) => `${user.email} ${user.status}`).toSorted()).toEqual([
    'grace.hopper@acme.example active',
    'new.person@acme.example invited',
  ])
  expect(await db().notification.findMany({ where: { userId: grace.userId } })).toMatchObject([
    { title: 'You own 3 apps now', href: '/apps?view=unmanaged' },
  ])
  expect(await db().auditEvent.count({ where: { event: 'app.added', actorId: admin.userId } })).toBe(4)
  await expect(importApps(admin, { text })).rejects.toMatchObject({
    fieldErrors: { text: expect.stringContaining('Nothing in it is new') },
  })
})

test('two at once add each app once', async () => {
  const tries = await Promise.allSettled([importApps(admin, { text }), importApps(admin, { text })])
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await db().app.count()).toBe(4)
})

test('is for who manages apps or connectors', async () => {
  for (const actor of [grace, await createPerson('Alan Auditor', ['read_only_administrator'])]) {
    await expect(previewImport(actor, { text })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(importApps(actor, { text })).rejects.toMatchObject({ code: 'forbidden' })
  }
  expect(await db().app.count()).toBe(0)
})

test('a file that is empty, too long or too large is refused with what to do', async () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `App ${index}`).join('\n')
  await expect(previewImport(admin, { text: ' ' })).rejects.toThrow('Choose a file')
  await expect(previewImport(admin, { text: 'name\n' })).rejects.toThrow('no line with an app')
  await expect(previewImport(admin, { text: lines(5001) })).rejects.toThrow('5,001 lines; 5,000 is the most')
  await expect(previewImport(admin, { text: 'ä'.repeat(500_001) })).rejects.toThrow('1 MB')
  const most = await previewImport(admin, { text: lines(5000) })
  expect(most).toMatchObject({ counts: { new: 5000 }, rows: { length: 500 } })
  expect(await importApps(admin, { text: lines(5000) })).toEqual({ added: 5000 })
})
