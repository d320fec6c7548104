import { beforeEach, describe, expect, test } from 'vitest'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { checkPassword } from './check-password.ts'
import { createFirstAdmin } from './create-first-admin.ts'
import { inviteUser } from './invite-user.ts'
import { issueInvitation } from './issue-invitation.ts'
import { findActorBySession, findInvitation, hasJoined, listPeople } from './queries.ts'
import { endSession, startSession } from './start-session.ts'

const password = 'correct horse battery'
const first = { name: 'Ada Lovelace', email: 'Ada.Lovelace@acme.example', password }

beforeEach(async () => {
  await db().user.deleteMany()
})

describe('the first administrator', () => {
  test('is a Super Administrator, and the door closes behind them', async () => {
    const { userId } = await createFirstAdmin(first)
    const user = await db().user.findUniqueOrThrow({ where: { id: userId }, include: { roles: true } })
    expect(user.email).toBe('ada.lovelace@acme.example')
    expect(user.roles.map((held) => held.role)).toEqual(['super_administrator'])
    await expect(createFirstAdmin({ ...first, email: 'other@acme.example' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await db().user.count()).toBe(1)
  })

  test('is one person, however many try at once', async () => {
    const tries = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((name) => createFirstAdmin({ ...first, email: `${name}@acme.example` })),
    )
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await db().user.count()).toBe(1)
  })

  test('needs an e-mail address and a password of 12 characters', async () => {
    await expect(createFirstAdmin({ ...first, email: 'nobody' })).rejects.toThrow('name@company.com')
    await expect(createFirstAdmin({ ...first, password: 'short' })).rejects.toThrow('at least 12')
    expect(await db().user.count()).toBe(0)
  })
})

describe('inviting', () => {
  const grace = { name: 'Grace Hopper', email: 'grace.hopper@acme.example', roles: ['basic_user' as const] }

  test('gives a link that works once and sets the password', async () => {
    const admin = await createPerson('Ada Lovelace', ['super_administrator'])
    const { token } = await inviteUser(admin, grace)
    expect(await findInvitation(token)).toEqual({ name: grace.name, email: grace.email })
    await acceptInvitation({ token, password })
    expect(await checkPassword({ email: grace.email, password })).toMatchObject({ ok: true })
    await expect(acceptInvitation({ token, password: 'another long password' })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await checkPassword({ email: grace.email, password: 'another long password' })).toMatchObject({
      ok: false,
    })
  })

  test('by several links: one is used, and no other sets a password any more', async () => {
    const admin = await createPerson('Ada Lovelace', ['super_administrator'])
    const { userId, token } = await inviteUser(admin, grace)
    const other = await transaction((tx) => issueInvitation(tx, userId, null))
    expect(await findInvitation(other.token)).not.toBeNull()
    expect(await hasJoined(token)).toBe(false)
    const tries = await Promise.allSettled([
      acceptInvitation({ token, password }),
      acceptInvitation({ token: other.token, password: 'another long password' }),
    ])
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const late of [token, other.token]) {
      expect(await findInvitation(late)).toBeNull()
      expect(await hasJoined(late)).toBe(true)
      await expect(acceptInvitation({ token: late, password: 'yet another password' })).rejects.toMatchObject(
        { code: 'not_found' },
      )
    }
    expect(await hasJoined('nonsense')).toBe(false)
  })

  test('a disabled person does not come back by an old link', async () => {
    const admin = await createPerson('Ada Lovelace', ['super_administrator'])
    const { userId, token } = await inviteUser(admin, grace)
    await db().user.update({ where: { id: userId }, data: { status: 'disabled' } })
    await expect(acceptInvitation({ token, password })).rejects.toMatchObject({ code: 'not_found' })
    expect(await findInvitation(token)).toBeNull()
  })

  test('again ends the earlier link', async () => {
    const admin = await createPerson('Ada Lovelace', ['super_administrator'])
    const earlier = await inviteUser(admin, grace)
    const later = await inviteUser(admin, grace)
    expect(await findInvitation(earlier.token)).toBeNull()
    expect(await findInvitation(later.token)).not.toBeNull()
    expect(await db().user.count({ where: { email: grace.email } })).toBe(1)
  })

  test('is refused for a person who is here, at the field', async () => {
    const admin = await createPerson('Ada Lovelace', ['super_administrator'])
    await createPerson('Grace Hopper')
    await expect(inviteUser(admin, grace)).rejects.toMatchObject({
      code: 'conflict',
      fieldErrors: { email: 'This person is here already.' },
    })
  })

  test('an ended invitation opens nothing', async () => {
    const admin = await createPerson('Ada Lovelace', ['super_administrator'])
    const { token } = await inviteUser(admin, grace)
    await db().invitation.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(await findInvitation(token)).toBeNull()
    await expect(acceptInvitation({ token, password })).rejects.toMatchObject({ code: 'not_found' })
  })

  test.each([
    'basic_user',
    'access_request_helpdesk',
    'application_administrator',
    'connector_administrator',
    'read_only_administrator',
  ] as const)('is not for a %s', async (role) => {
    const actor = await createPerson('Alan Turing', [role])
    await expect(inviteUser(actor, grace)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await db().user.count({ where: { email: grace.email } })).toBe(0)
  })

  test('people are listed for those who may see them only', async () => {
    await expect(listPeople(await createPerson('Alan Turing'))).rejects.toMatchObject({ code: 'forbidden' })
    const auditor = await createPerson('Joan Clarke', ['read_only_administrator'])
    expect((await listPeople(auditor)).map((person) => person.name)).toEqual(['Alan Turing', 'Joan Clarke'])
  })
})

describe('signing in', () => {
  test('an invited person cannot sign in before accepting', async () => {
    const admin = await createPerson('Ada Lovelace', ['super_administrator'])
    await inviteUser(admin, { name: 'Grace', email: 'grace@acme.example', roles: ['basic_user'] })
    expect(await checkPassword({ email: 'grace@acme.example', password: '' })).toEqual({
      ok: false,
      reason: 'wrong',
    })
  })

  test('has to wait after five wrong passwords, and is heard again afterwards', async () => {
    await createFirstAdmin(first)
    for (let i = 0; i < 5; i += 1) {
      expect(await checkPassword({ email: first.email, password: 'wrong' })).toEqual({
        ok: false,
        reason: 'wrong',
      })
    }
    expect(await checkPassword({ email: first.email, password })).toMatchObject({ ok: false, reason: 'wait' })
    await db().user.updateMany({ data: { lastFailedAt: new Date(Date.now() - 61_000) } })
    expect(await checkPassword({ email: first.email, password })).toMatchObject({ ok: true })
  })

  test('hears no more than five wrong passwords that are sent at the same moment', async () => {
    await createFirstAdmin(first)
    const tries = Array.from({ length: 20 }, () => checkPassword({ email: first.email, password: 'wrong' }))
    const heard = (await Promise.all(tries)).filter((check) => !check.ok && check.reason === 'wrong')
    expect(heard).toHaveLength(5)
  })

  test('forgets the wrong passwords once the right one was heard', async () => {
    const { userId } = await createFirstAdmin(first)
    for (let i = 0; i < 4; i += 1) await checkPassword({ email: first.email, password: 'wrong' })
    expect(await checkPassword({ email: first.email, password })).toMatchObject({ ok: true })
    await startSession(userId)
    expect(await checkPassword({ email: first.email, password: 'wrong' })).toEqual({
      ok: false,
      reason: 'wrong',
    })
  })

  test('a session ends at once when it is ended, when it is over, and when the person is disabled', async () => {
    const { userId } = await createFirstAdmin(first)
    const { sessionId } = await startSession(userId)
    expect(await findActorBySession(sessionId)).toMatchObject({ userId, roles: ['super_administrator'] })
    await db().user.update({ where: { id: userId }, data: { status: 'disabled' } })
    expect(await findActorBySession(sessionId)).toBeNull()
    await db().user.update({ where: { id: userId }, data: { status: 'active' } })
    await endSession(sessionId)
    expect(await findActorBySession(sessionId)).toBeNull()
    const over = await startSession(userId)
    await db().session.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await findActorBySession(over.sessionId)).toBeNull()
    expect(await findActorBySession('nonsense')).toBeNull()
  })
})
