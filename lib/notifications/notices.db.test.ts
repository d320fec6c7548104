import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { notice, tell } from '#e2e/fixtures/mails.ts'
import { createPerson } from '#e2e/fixtures/people.ts'
import { db } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { markNoticesRead } from './mark-notices-read.ts'
import { listAllNotices, listNotices } from './queries.ts'

let ada: Actor
let grace: Actor

beforeAll(async () => {
  ada = await createPerson('Ada Lovelace', ['super_administrator'])
  grace = await createPerson('Grace Hopper')
})
beforeEach(async () => {
  await db().notification.deleteMany()
})

/** 120 notices, of which every tenth is new; several are of the same moment. */
async function tellMuch(): Promise<void> {
  await db().notification.createMany({
    data: Array.from({ length: 120 }, (_, i) => ({
      userId: grace.userId,
      kind: 'test',
      subjectId: randomUUID(),
      title: `Notice ${i}`,
      body: '',
      href: '/',
      createdAt: new Date(Date.UTC(2027, 0, 1, 0, Math.floor(i / 3))),
      readAt: i % 10 === 0 ? null : new Date(),
      resolvedAt: i === 50 ? new Date() : null,
    })),
  })
}

test('all are walked through in pages, what is new first, then newest first, there and back', async () => {
  await tellMuch()
  const seen: string[] = []
  let page = await listAllNotices(grace, {})
  const first = page.rows
  expect(page).toMatchObject({ total: 120, unread: 11, before: null })
  for (;;) {
    seen.push(...page.rows.map(({ id }) => id))
    if (page.after === null) break
    page = await listAllNotices(grace, { after: page.after })
  }
  expect(new Set(seen).size).toBe(120)
  expect(first.slice(0, 12).map(({ isRead }) => isRead)).toEqual([
    ...Array.from({ length: 11 }, () => false),
    true,
  ])
  expect(first.slice(0, 2).map(({ title }) => title)).toEqual(['Notice 110', 'Notice 100'])
  const back = await listAllNotices(grace, { before: page.before ?? '' })
  expect(back.rows.map(({ id }) => id)).toEqual(seen.slice(50, 100))
  expect((await listAllNotices(grace, { after: 'nonsense' })).rows).toEqual(first)
})

test('each sees and marks their own only', async () => {
  await tell(ada.userId)
  await tell(grace.userId)
  await markNoticesRead(ada)
  expect(await listNotices(ada)).toMatchObject({
    unread: 0,
    notices: [{ isRead: true, action: notice.action }],
  })
  expect(await listNotices(grace)).toMatchObject({ unread: 1, notices: [{ isRead: false }] })
  expect((await listAllNotices(grace, {})).rows).toHaveLength(1)
})
