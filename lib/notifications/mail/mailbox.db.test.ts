import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { MailServer } from '#e2e/fixtures/mail-server.ts'
import {
  beginWithMailServer,
  endMailServer,
  notice,
  openIdleQueue,
  readMail,
  send,
  tell,
} from '#e2e/fixtures/mails.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { acceptInvitation } from '#lib/users/accept-invitation.ts'
import { inviteChosen } from '#lib/users/invite-chosen.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { findInvitation } from '#lib/users/queries.ts'
import { consoleRoles } from '#lib/users/roles.ts'
import { inviteByMail } from '../invite-by-mail.ts'
import { getMail, listMails } from '../mail-queries.ts'
import { notify } from '../notify.ts'
import { sendMailAgain } from './send-mail-again.ts'

let server: MailServer
let closeIdleQueue: () => Promise<void>
let ada: Actor
let grace: Actor

beforeAll(async () => {
  closeIdleQueue = await openIdleQueue()
  ada = await createPerson('Ada Lovelace', ['super_administrator'])
  grace = await createPerson('Grace Hopper')
})
afterAll(async () => {
  await closeIdleQueue()
})
beforeEach(async () => {
  server = await beginWithMailServer()
})
afterEach(async () => {
  await endMailServer(server)
})

test('whoever is not here yet gets a way in, which is erased once it is sent', async () => {
  const [chosen] = await transaction((tx) =>
    inviteChosen(tx, ada, [{ email: 'katherine.johnson@acme.example', name: 'Katherine Johnson' }]),
  )
  const { token } = await inviteByMail(ada, {
    name: 'Katherine Johnson',
    email: 'katherine.johnson@acme.example',
    roles: ['basic_user'],
  }).then(({ link }) => ({ token: link.split('/').at(-1) ?? '' }))
  await transaction((tx) => notify(tx, [chosen?.userId ?? ''], { ...notice, from: ada }))
  const [invitation, help] = await db().mail.findMany({ orderBy: { createdAt: 'asc' } })
  await send(invitation?.id ?? '')
  await send(help?.id ?? '')
  expect(server.taken[0]?.text).toContain(`http://localhost:3000/invitation/${token}\n`)
  const found = /\/invitation\/([\w-]+)\?next=(\S+)/.exec(server.taken[1]?.text ?? '')
  expect(decodeURIComponent(found?.[2] ?? '')).toBe(notice.href)
  expect(found?.[1]).not.toBe(token)
  for (const link of [token, found?.[1] ?? '']) expect(await findInvitation(link)).not.toBeNull()
  const stored = await db().mail.findMany()
  expect(stored.map(({ invitation: kept }) => kept)).toEqual([null, null])
  expect(JSON.stringify(await db().mail.findMany())).not.toContain(token)
  expect(await getMail(ada, help?.id ?? '')).toMatchObject({ invitation: 'erased' })
})

test('an invitation that has ended meanwhile is made anew, and who has joined meanwhile gets the plain link', async () => {
  delete process.env['SMTP_URL']
  const [chosen] = await transaction((tx) =>
    inviteChosen(tx, ada, [{ email: 'dorothy@acme.example', name: 'Dorothy Vaughan' }]),
  )
  await transaction((tx) => notify(tx, [chosen?.userId ?? ''], { ...notice, from: ada }))
  const { id: mailId } = await db().mail.findFirstOrThrow()
  const shown = await getMail(ada, mailId)
  expect(shown).toMatchObject({ invitation: 'open', link: expect.stringContaining('/invitation/') })
  await db().invitation.deleteMany()
  expect(await getMail(ada, mailId)).toMatchObject({ invitation: 'ended' })
  process.env['SMTP_URL'] = server.url
  server.plan.push({ at: 'receiver', code: 450 })
  await sendMailAgain(ada, { mailId })
  await send(mailId)
  const again = await getMail(ada, mailId)
  expect(again).toMatchObject({ state: 'queued', invitation: 'open' })
  expect(again.link).not.toBe(shown.link)
  const token = /invitation\/([\w-]+)/.exec(again.link)?.[1] ?? ''
  await acceptInvitation({ token, password: 'correct horse battery' })
  await send(mailId)
  expect(server.taken[0]?.text).toContain(`http://localhost:3000${notice.href}`)
  expect(server.taken[0]?.text).not.toContain('/invitation/')
})

test('who may not invite sends no invitation either', async () => {
  const input = { name: 'Mallory', email: 'mallory@acme.example', roles: ['super_administrator' as const] }
  for (const role of consoleRoles.filter((one) => one !== 'super_administrator'))
    await expect(inviteByMail({ ...grace, roles: [role] }, input)).rejects.toMatchObject({
      code: 'forbidden',
    })
  expect(await db().mail.count()).toBe(0)
  expect(await db().user.count({ where: { email: input.email } })).toBe(0)
})

test('who is disabled gets nothing', async () => {
  const joan = await createPerson('Joan Clarke')
  await transaction((tx) => notify(tx, [joan.userId], notice))
  const { id: mailId } = await db().mail.findFirstOrThrow()
  await db().user.update({ where: { id: joan.userId }, data: { status: 'disabled' } })
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({
    state: 'failed',
    error: 'Joan Clarke cannot sign in any more.',
  })
  await expect(sendMailAgain(ada, { mailId })).rejects.toMatchObject({ code: 'conflict' })
  await transaction((tx) => notify(tx, [joan.userId], { ...notice, kind: 'another' }))
  expect(await db().mail.count()).toBe(1)
})

test('the mailbox is for who may invite, and for nobody else', async () => {
  const mailId = await tell(grace.userId)
  await db().mail.update({ where: { id: mailId }, data: { state: 'failed' } })
  for (const role of consoleRoles.filter((one) => one !== 'super_administrator')) {
    const other: Actor = { ...grace, roles: [role] }
    await expect(listMails(other, {})).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getMail(other, mailId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(sendMailAgain(other, { mailId })).rejects.toMatchObject({ code: 'forbidden' })
  }
  expect(await readMail(mailId)).toMatchObject({ state: 'failed' })
  expect((await listMails(ada, {})).rows).toMatchObject([
    { id: mailId, name: grace.name, title: notice.title },
  ])
  const since = new Date()
  await sendMailAgain(ada, { mailId })
  expect(await readMail(mailId)).toMatchObject({ state: 'queued' })
  expect(
    await db().auditEvent.findMany({
      where: { event: 'mail.sent_again', subjectId: grace.userId, at: { gte: since } },
    }),
  ).toHaveLength(1)
  await expect(getMail(ada, 'nonsense')).rejects.toMatchObject({ code: 'not_found' })
  await expect(sendMailAgain(ada, { mailId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' })
})
