import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { warnOfExpiringKeys } from './warn-of-expiring-keys.ts'

const dayMs = 86_400_000
const end = new Date('2027-03-31T12:00:00Z')
const before = (days: number) => new Date(end.getTime() - days * dayMs)

let ada: Actor
let grace: Actor
let joan: Actor
let connectorId: string

beforeAll(async () => {
  ada = await createPerson('Ada Lovelace', ['super_administrator'])
  grace = await createPerson('Grace Hopper')
  joan = await createPerson('Joan Clarke', ['connector_administrator'])
})
beforeEach(async () => {
  await db().app.deleteMany()
  await db().notification.deleteMany()
  await db().mail.deleteMany()
  const app = await db().app.create({ data: { displayName: 'Acme' } })
  const connector = await db().connector.create({
    data: {
      appId: app.id,
      kind: 'atlassian',
      displayName: 'Acme Industries',
      config: {},
      createdById: ada.userId,
      keyExpiresAt: end,
      owners: { create: [{ userId: grace.userId }] },
    },
  })
  connectorId = connector.id
})
afterAll(async () => {
  await db().app.deleteMany()
})

const told = async () => {
  const notices = await db().notification.findMany({ orderBy: { createdAt: 'asc' } })
  return notices.map(({ userId, kind, resolvedAt }) => ({
    to: { [ada.userId]: 'Ada', [grace.userId]: 'Grace', [joan.userId]: 'Joan' }[userId],
    kind,
    done: resolvedAt !== null,
  }))
}

test('the owner is told 30, 14, 7 and 1 days before, and at the end, each once, by mail as well', async () => {
  for (let days = 40; days >= -3; days -= 0.5) await warnOfExpiringKeys(before(days))
  expect(await told()).toEqual([
    { to: 'Grace', kind: 'key-expires-30:2027-03-31', done: true },
    { to: 'Grace', kind: 'key-expires-14:2027-03-31', done: true },
    { to: 'Grace', kind: 'key-expires-7:2027-03-31', done: true },
    { to: 'Grace', kind: 'key-expires-1:2027-03-31', done: true },
    { to: 'Grace', kind: 'key-expires-0:2027-03-31', done: false },
  ])
  const mails = await db().mail.findMany({ orderBy: { createdAt: 'asc' } })
  expect(mails).toHaveLength(5)
  expect(mails.at(-1)).toMatchObject({
    title: 'The API key of Acme Industries has expired',
    href: `/connectors/${connectorId}`,
    reason: 'You get this because you own the connector Acme Industries.',
  })
})

test('of warnings that were missed the nearest is told alone', async () => {
  await warnOfExpiringKeys(before(5))
  expect(await told()).toEqual([{ to: 'Grace', kind: 'key-expires-7:2027-03-31', done: false }])
})

test('a new key ends the warnings of the old one, and has its own', async () => {
  await warnOfExpiringKeys(before(1))
  const later = new Date(end.getTime() + 20 * dayMs)
  await db().connector.update({ where: { id: connectorId }, data: { keyExpiresAt: later } })
  await warnOfExpiringKeys(before(1))
  expect(await told()).toEqual([
    { to: 'Grace', kind: 'key-expires-1:2027-03-31', done: true },
    { to: 'Grace', kind: 'key-expires-30:2027-04-20', done: false },
  ])
  await db().connector.update({ where: { id: connectorId }, data: { keyExpiresAt: null } })
  await warnOfExpiringKeys(before(1))
  expect((await told()).map(({ done }) => done)).toEqual([true, true])
})

test('a deleted connector warns nobody, a paused one does', async () => {
  await db().connector.update({ where: { id: connectorId }, data: { pausedAt: new Date() } })
  await warnOfExpiringKeys(before(20))
  expect(await told()).toHaveLength(1)
  await db().connector.update({ where: { id: connectorId }, data: { deletedAt: new Date() } })
  await warnOfExpiringKeys(before(2))
  expect(await told()).toEqual([{ to: 'Grace', kind: 'key-expires-30:2027-03-31', done: true }])
})

test('without an owner who is here the Connector Administrators are told, and without them the Super Administrators', async () => {
  await db().user.update({ where: { id: grace.userId }, data: { status: 'disabled' } })
  await warnOfExpiringKeys(before(20))
  expect(await told()).toMatchObject([{ to: 'Joan' }])
  await db().notification.deleteMany()
  await db().user.update({ where: { id: joan.userId }, data: { status: 'disabled' } })
  await warnOfExpiringKeys(before(20))
  expect(await told()).toMatchObject([{ to: 'Ada' }])
  await db().user.updateMany({ data: { status: 'active' } })
})
