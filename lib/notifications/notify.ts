import type { Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { queueMails } from './mail/queue-mails.ts'
import type { MailContent } from './types.ts'

/** Something that people are told, in the console and by mail, in the same words. */
export interface NewNotice extends MailContent {
  /** What happened; with the subject it is told once to a person: `sync-held`, `owner-needed`. */
  kind: string
  subjectId: string
  /** Who has caused it, and so invites whoever has not joined yet. */
  from?: { userId: string }
}

/** Tells people something, in the transaction that makes it true. Who was told of it already hears nothing. */
export async function notify(tx: Tx, userIds: readonly string[], notice: NewNotice): Promise<void> {
  const { from, reason, ...told } = notice
  const fresh = await tx.notification.createManyAndReturn({
    data: userIds.map((userId) => ({ userId, ...told })),
    skipDuplicates: true,
    select: { id: true, userId: true },
  })
  await queueMails(
    tx,
    fresh.map(({ id, userId }) => ({ userId, notificationId: id })),
    { ...told, ...(reason === undefined ? {} : { reason }) },
    from?.userId ?? null,
  )
  for (const { userId } of fresh) await publish(tx, { topic: 'notification', id: userId })
}
