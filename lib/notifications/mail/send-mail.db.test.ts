import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startMailServer, type MailServer } from '#e2e/fixtures/mail-server.ts'
import {
  beginWithMailServer,
  endMailServer,
  listSendings,
  notice,
  openIdleQueue,
  readMail,
  send,
  tell,
} from '#e2e/fixtures/mails.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { notify } from '../notify.ts'
import { giveUpMail } from './give-up-mail.ts'
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

test('a notice goes by mail too, in the same words, from its transaction, and once to a person', async () => {
  process.env['MAIL_FROM'] = 'Röles <roles@acme.example>'
  const mailId = await tell(grace.userId)
  await tell(grace.userId)
  expect(await listSendings()).toEqual([{ mailId, wait: 0 }])
  await send(mailId)
  await send(mailId)
  expect(server.taken).toHaveLength(1)
  const [mail] = server.taken
  expect(mail).toMatchObject({
    subject: notice.title,
    messageId: `<${mailId}@acme.example>`,
    from: { value: [{ name: 'Röles', address: 'roles@acme.example' }] },
    to: { value: [{ name: grace.name, address: grace.email }] },
  })
  const link = 'http://localhost:3000/connectors/new/atlassian?step=4'
  for (const part of [mail?.text, mail?.html]) {
    expect(part).toContain('It takes five minutes.')
    expect(part).toContain(link)
  }
  expect(await readMail(mailId)).toMatchObject({ state: 'sent', attempts: 1, error: null })
  await expect(
    transaction(async (tx) => {
      await notify(tx, [ada.userId], notice)
      throw new Error('not true after all')
    }),
  ).rejects.toThrow('not true')
  expect(await db().mail.count()).toBe(1)
  expect(await listSendings()).toHaveLength(1)
})

test('without a mail server it is kept and shown, and nobody is asked to send it', async () => {
  delete process.env['SMTP_URL']
  const mailId = await tell(grace.userId)
  expect(await readMail(mailId)).toMatchObject({ state: 'kept', attempts: 0 })
  expect(await listSendings()).toEqual([])
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'kept', attempts: 0 })
  await expect(sendMailAgain(ada, { mailId })).rejects.toMatchObject({ code: 'unavailable' })
})

test.each([
  ['sender', 451],
  ['receiver', 450],
  ['text', 452],
  ['connect', 421],
] as const)('what the server puts off (%s, %i) is tried again later, then taken once', async (at, code) => {
  const mailId = await tell(grace.userId)
  server.plan.push({ at, code })
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({
    state: 'queued',
    attempts: 1,
    handedOverAt: null,
    error: expect.stringContaining(String(code)),
  })
  expect((await listSendings()).map(({ wait }) => wait)).toEqual([0, 15])
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'sent', attempts: 2, error: null })
  expect(server.taken).toHaveLength(1)
})

test.each(['sender', 'receiver', 'text'] as const)(
  'what it refuses (%s, 550) fails in its words',
  async (at) => {
    const mailId = await tell(grace.userId)
    server.plan.push({ at, code: 550 })
    await send(mailId)
    await send(mailId)
    expect(await readMail(mailId)).toMatchObject({
      state: 'failed',
      error: '550 The test says 550',
      attempts: 1,
    })
    expect(await listSendings()).toHaveLength(1)
    expect(server.tries()).toBe(1)
  },
)

test('nobody there, a wrong password or a server that hangs up before the text: it certainly was not taken', async () => {
  const mailId = await tell(grace.userId)
  await server.close()
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({
    state: 'queued',
    error: expect.stringContaining('ECONNREFUSED'),
  })
  server = await startMailServer({ user: 'roles@acme', password: 'p@ss:w/rd' })
  process.env['SMTP_URL'] = server.url.replace('p%40ss', 'wrong')
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'queued', error: expect.stringMatching(/^535 /) })
  process.env['SMTP_URL'] = server.url
  server.plan.push({ at: 'receiver', hangUp: true })
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'queued', attempts: 3, handedOverAt: null })
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'sent', attempts: 4 })
  expect(server.taken).toHaveLength(1)
})

test('it is put off for a day at most', async () => {
  const mailId = await tell(grace.userId)
  await db().mail.update({ where: { id: mailId }, data: { attempts: 28 } })
  server.plan.push({ at: 'receiver', code: 450 }, { at: 'receiver', code: 450 })
  await send(mailId)
  expect((await listSendings()).at(-1)?.wait).toBe(3600)
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'failed', attempts: 30 })
})

test('an answer that is lost after the text leaves it unknown, until a person has it sent again', async () => {
  const mailId = await tell(grace.userId)
  server.plan.push({ at: 'text', hangUp: true })
  await send(mailId)
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'unknown', attempts: 1 })
  expect(server.tries()).toBe(1)
  await sendMailAgain(ada, { mailId })
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'sent', error: null })
  await expect(sendMailAgain(ada, { mailId })).rejects.toMatchObject({ code: 'conflict' })
})

test('given out twice before the text leaves, one copy goes: the later try has it', async () => {
  const mailId = await tell(grace.userId)
  const gate = Promise.withResolvers<void>()
  server.plan.push({ at: 'receiver', until: gate.promise })
  const first = send(mailId)
  await vi.waitFor(() => expect(server.plan).toEqual([]))
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'sent', attempts: 2 })
  gate.resolve()
  await first
  expect(server.taken).toHaveLength(1)
  expect(await readMail(mailId)).toMatchObject({ state: 'sent', attempts: 2, error: null })
})

test('given out twice after the text has left, the later try leaves it alone, and a late yes counts', async () => {
  const mailId = await tell(grace.userId)
  const gate = Promise.withResolvers<void>()
  server.plan.push({ at: 'text', until: gate.promise })
  const first = send(mailId)
  await vi.waitFor(async () => expect((await readMail(mailId)).handedOverAt).not.toBeNull())
  await send(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'unknown', attempts: 1 })
  gate.resolve()
  await first
  expect(await readMail(mailId)).toMatchObject({ state: 'sent' })
  expect(server.taken).toHaveLength(1)
})

test('many workers at the same moment send one copy', async () => {
  const mailId = await tell(grace.userId)
  await Promise.all(Array.from({ length: 6 }, () => send(mailId)))
  expect(server.taken).toHaveLength(1)
})

test('a worker that stops gives it back before the text, and ends what was given up', async () => {
  const mailId = await tell(grace.userId)
  const gate = Promise.withResolvers<void>()
  server.plan.push({ at: 'receiver', until: gate.promise })
  const stopping = new AbortController()
  const stopped = send(mailId, stopping.signal)
  await vi.waitFor(() => expect(server.plan).toEqual([]))
  stopping.abort()
  await stopped
  gate.resolve()
  expect(await readMail(mailId)).toMatchObject({ state: 'queued', handedOverAt: null })
  await giveUpMail(mailId)
  expect(await readMail(mailId)).toMatchObject({ state: 'failed' })
  expect(server.taken).toEqual([])
})
