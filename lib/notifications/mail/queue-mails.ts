import { enqueue } from '#lib/jobs/enqueue.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { env } from '#lib/platform/env.ts'
import { newId } from '#lib/platform/ids.ts'
import { encryptSecret } from '#lib/platform/secrets/encrypt.ts'
import { issueInvitation } from '#lib/users/issue-invitation.ts'
import type { MailContent } from '../types.ts'

export interface MailTo {
  userId: string
  notificationId: string | null
  /** An invitation that the link is to carry; without it whoever is invited gets one of their own. */
  token?: string
}

/**
 * Has people told by mail, in the transaction that makes it true. Whoever is invited gets a link that lets them in first.
 * Without a mail server the mails are only kept, to be looked at; who is disabled gets none.
 */
export async function queueMails(
  tx: Tx,
  recipients: readonly MailTo[],
  { title, body, href, action, reason }: MailContent,
  invitedBy: string | null,
): Promise<void> {
  const people = await tx.user.findMany({
    where: { id: { in: recipients.map(({ userId }) => userId) }, status: { not: 'disabled' } },
  })
  const isSent = env().SMTP_URL !== undefined
  for (const { userId, notificationId, ...given } of recipients) {
    const person = people.find(({ id }) => id === userId)
    if (!person) continue
    const id = newId()
    const token =
      person.status === 'invited'
        ? (given.token ?? (await issueInvitation(tx, userId, invitedBy)).token)
        : null
    await tx.mail.create({
      data: {
        id,
        userId,
        notificationId,
        title,
        body,
        href,
        action,
        invitedBy,
        reason: reason ?? null,
        email: person.email,
        invitation: token === null ? null : encryptSecret(token, id),
        state: isSent ? 'queued' : 'kept',
      },
    })
    if (isSent) await enqueue(tx, 'send-mail', { mailId: id })
    await publish(tx, { topic: 'mail', id })
  }
}
