import { db } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { pageSize, toPage, toSeek, type Page } from '#lib/platform/db/keyset.ts'
import type { Actor } from '#lib/users/permissions.ts'
import type { NoticeFilter } from './schema.ts'
import type { Notice, Notices } from './types.ts'

const { raw, sql } = Prisma
const shown = 20

const columns = sql`id, title, body, href, action, "createdAt",
  "readAt" is not null or "resolvedAt" is not null as "isRead", "resolvedAt" is not null as "isDone"`
const isNew = sql`("readAt" is null and "resolvedAt" is null)`

/** What the actor was told, newest first, and how much of it they have not seen and still asks for something. */
export async function listNotices({ userId }: Actor): Promise<Notices> {
  const [notices, unread] = await Promise.all([
    db().$queryRaw<Notice[]>`
      select ${columns} from "Notification" where "userId" = ${userId}::uuid
      order by "createdAt" desc, id desc limit ${shown}`,
    db().notification.count({ where: { userId, readAt: null, resolvedAt: null } }),
  ])
  return { notices, unread }
}

/** One page of all that the actor was told: what is new first, then newest first. */
export async function listAllNotices(
  { userId }: Actor,
  filter: NoticeFilter,
): Promise<Page<Notice> & { unread: number }> {
  const seek = toSeek(filter)
  const key = sql`(case when ${isNew} then '1' else '0' end
    || to_char("createdAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS')) collate "C"`
  const compare = raw(seek.backwards ? '>' : '<')
  const direction = raw(seek.backwards ? 'asc' : 'desc')
  const from = seek.key
    ? sql`where (key, id) ${compare} (${seek.key[0]} collate "C", ${seek.key[1]}::uuid)`
    : Prisma.empty
  const [rows, total, unread] = await Promise.all([
    db().$queryRaw<(Notice & { key: string })[]>`
      select * from (select ${columns}, ${key} as key from "Notification" where "userId" = ${userId}::uuid) n
      ${from} order by key ${direction}, id ${direction} limit ${pageSize + 1}`,
    db().notification.count({ where: { userId } }),
    db().notification.count({ where: { userId, readAt: null, resolvedAt: null } }),
  ])
  const page = toPage(rows, total, seek, (row) => [row.key, row.id])
  return { ...page, rows: page.rows.map(({ key: _key, ...notice }) => notice), unread }
}
