import { db } from '#lib/platform/db/client.ts'
import type { Actor } from '#lib/users/permissions.ts'

/** Notes that the actor has seen what they were told up to now. */
export async function markNoticesRead({ userId }: Actor): Promise<void> {
  await db().notification.updateMany({ where: { userId, readAt: null }, data: { readAt: new Date() } })
}
