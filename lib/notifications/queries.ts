import { db } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'
import type { Notices } from './types.ts'

const shown = 20

/** What the actor was told, newest first, and how much of it they have not seen. */
export async function listNotices({ userId }: Actor): Promise<Notices> {
  const [notices, unread] = await Promise.all([
    db().notification.findMany({ where: { userId }, orderBy: { createdAt: 'desc' }, take: shown }),
    db().notification.count({ where: { userId, readAt: null } }),
  ])
  return {
    unread,
    notices: notices.map(({ id, title, body, href, createdAt, readAt }) => ({
      id,
      title,
      body,
      href,
      createdAt,
      isRead: readAt !== null,
    })),
  }
}
