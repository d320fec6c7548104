import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import type { Actor } from '#lib/users/permissions.ts'

/** Notes that the actor has seen what they were told up to now; their other screens hear of it. */
export async function markNoticesRead({ userId }: Actor): Promise<void> {
  await transaction(async (tx) => {
    const read = await tx.notification.updateMany({
      where: { userId, readAt: null },
      data: { readAt: new Date() },
    })
    if (read.count > 0) await publish(tx, { topic: 'notification', id: userId })
  })
}
