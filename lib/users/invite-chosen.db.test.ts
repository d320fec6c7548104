import { beforeEach, expect, test } from 'vitest'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import type { Actor } from './permissions.ts'
import { inviteChosen } from './invite-chosen.ts'
import { findPeople } from './queries.ts'
import type { ChosenPerson } from './schema.ts'

let ada: Actor

beforeEach(async () => {
  await db().user.deleteMany()
  ada = await createPerson('Ada Lovelace', ['connector_administrator'])
})

const choose = (...choices: ChosenPerson[]) => transaction((tx) => inviteChosen(tx, ada, choices))

test('people of the console are taken as they are, each once', async () => {
  const grace = await createPerson('Grace Hopper')
  const chosen = await choose(
    { userId: grace.userId },
    { email: 'GRACE.HOPPER@acme.example', name: 'Somebody Else' },
  )
  expect(chosen).toEqual([{ userId: grace.userId, name: 'Grace Hopper', email: grace.email }])
})

test('who is not here yet is invited as a Basic User, by their e-mail when there is no name', async () => {
  const [mary, anne] = await choose(
    { email: 'mary@acme.example', name: 'Mary Jackson' },
    { email: 'anne@acme.example', name: '' },
  )
  const invited = await db().user.findUniqueOrThrow({
    where: { id: mary?.userId ?? '' },
    include: { roles: true },
  })
  expect(invited).toMatchObject({ status: 'invited', name: 'Mary Jackson', passwordHash: null })
  expect(invited.roles.map(({ role }) => role)).toEqual(['basic_user'])
  expect(anne?.name).toBe('anne@acme.example')
  const events = await db().auditEvent.findMany({ where: { subjectId: invited.id } })
  expect(events.map(({ event, actorId }) => ({ event, actorId }))).toEqual([
    { event: 'user.invited', actorId: ada.userId },
  ])
})

test('who may not sign in any more cannot be chosen, and nobody is invited beside them', async () => {
  const gone = await createPerson('Katherine Johnson')
  await db().user.update({ where: { id: gone.userId }, data: { status: 'disabled' } })
  await expect(
    choose({ email: 'new@acme.example', name: 'New' }, { userId: gone.userId }),
  ).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { owners: 'Katherine Johnson cannot sign in any more. Choose somebody else.' },
  })
  expect(await db().user.count({ where: { email: 'new@acme.example' } })).toBe(0)
})

test('who is chosen by several at the same time, in any order, is invited once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const emails = ['x', 'y', 'z'].map((letter) => `${letter}${round}@acme.example`)
    const choices = emails.map((email) => ({ email, name: '' }))
    const chosen = await Promise.all([
      choose(...choices),
      choose(...choices.toReversed()),
      choose(...choices.slice(1), ...choices),
    ])
    const ids = chosen.map((people) => people.map(({ userId }) => userId).toSorted())
    expect(ids).toEqual([ids[0], ids[0], ids[0]])
    const subjectId = { in: ids[0] ?? [] }
    expect(await db().auditEvent.count({ where: { event: 'user.invited', subjectId } })).toBe(3)
  }
})

test('people are found by name or e-mail by those who choose owners, and by nobody else', async () => {
  const grace = await createPerson('Grace Hopper')
  expect(await findPeople(ada, 'HOPP')).toEqual([
    { userId: grace.userId, name: 'Grace Hopper', email: grace.email, isInvited: false },
  ])
  expect(await findPeople(ada, '100%')).toEqual([])
  await expect(findPeople(grace, 'ada')).rejects.toMatchObject({ code: 'forbidden' })
  const owner = { ...grace, ownedDraftIds: ['d'] }
  expect(await findPeople(owner, 'ada.')).toHaveLength(1)
})
