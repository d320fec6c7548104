import { env } from '#lib/platform/env.ts'
import { inviteUser } from '#lib/users/invite-user.ts'
import type { Actor } from '#lib/users/permissions.ts'
import type { Invite } from '#lib/users/schema.ts'
import { queueMails } from './mail/queue-mails.ts'

/**
 * Invites a person and sends them their link.
 * @returns the link to hand over as well, and whether the mail leaves this installation.
 * @throws AppError forbidden, or conflict when the person is here already.
 */
export async function inviteByMail(actor: Actor, input: Invite) {
  const { userId, token } = await inviteUser(actor, input, (tx, invited) =>
    queueMails(
      tx,
      [{ ...invited, notificationId: null }],
      {
        title: `${actor.name} invites you to Rolecall`,
        body:
          'Rolecall is where you see your roles in the connected systems, ask for others, and decide on what is asked of you.\n\n' +
          'Choose a password to join. The link works once, for 7 days.',
        href: '/',
        action: 'Join Rolecall',
        reason: `You get this because ${actor.name} (${actor.email}) has invited you.`,
      },
      actor.userId,
    ),
  )
  return {
    userId,
    link: `${env().ROLECALL_URL}/invitation/${token}`,
    isMailed: env().SMTP_URL !== undefined,
  }
}
