import type { Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'

/** Something that people are told, in the console and by mail, in the same words. */
export interface NewNotice {
  /** What happened; with the subject it is told once to a person: `sync-held`, `owner-needed`. */
  kind: string
  subjectId: string
  /** One line; the subject of the mail. */
  title: string
  /** Plain sentences; an empty line begins a paragraph. */
  body: string
  /** Path of the exact screen, and what the link to it says. */
  href: string
  action: string
  /** Who has caused it. */
  from?: { userId: string; name: string }
}

/** Tells people something, in the transaction that makes it true. Who was told of it already hears nothing. */
export async function notify(
  tx: Tx,
  userIds: readonly string[],
  { from: _from, ...notice }: NewNotice,
): Promise<void> {
  await tx.notification.createMany({
    data: userIds.map((userId) => ({ userId, ...notice })),
    skipDuplicates: true,
  })
  for (const userId of userIds) await publish(tx, { topic: 'notification', id: userId })
}
