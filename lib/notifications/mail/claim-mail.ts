import type { Prisma } from '#lib/platform/db/generated/client.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { env } from '#lib/platform/env.ts'
import { randomId } from '#lib/platform/ids.ts'
import { decryptSecret, encryptSecret } from '#lib/platform/secrets/encrypt.ts'
import { hashToken, issueInvitation } from '#lib/users/issue-invitation.ts'
import { linkOf } from './link-of.ts'
import { renderMail, type RenderedMail } from './render-mail.ts'

/** A mail that this try may send, unless another takes it over. */
export interface ClaimedMail extends RenderedMail {
  mailId: string
  claimId: string
  attempts: number
  createdAt: Date
  to: { name: string; address: string }
}

type MailWithUser = Prisma.MailGetPayload<{ include: { user: true } }>

/**
 * Takes a mail to send it, noting the try first. A mail that an earlier try was at is taken over as long as its text had not
 * begun to leave; one whose text had is left as it may be with the server.
 * @returns null when there is nothing to send.
 */
export async function claimMail(mailId: string): Promise<ClaimedMail | null> {
  return transaction(async (tx) => {
    await tx.$executeRaw`select 1 from "Mail" where id = ${mailId}::uuid for update`
    const mail = await tx.mail.findUnique({ where: { id: mailId }, include: { user: true } })
    if (!mail || (mail.state !== 'queued' && mail.state !== 'sending')) return null
    const leave = async (data: Prisma.MailUpdateInput) => {
      await tx.mail.update({ where: { id: mailId }, data: { ...data, claimId: null } })
      await publish(tx, { topic: 'mail', id: mailId })
      return null
    }
    if (mail.handedOverAt !== null) {
      await tx.mail.update({ where: { id: mailId }, data: { state: 'unknown', error: endedMidway } })
      await publish(tx, { topic: 'mail', id: mailId })
      return null
    }
    if (env().SMTP_URL === undefined) return leave({ state: 'kept' })
    if (mail.user.status === 'disabled')
      return leave({ state: 'failed', error: `${mail.user.name} cannot sign in any more.` })
    const token = await findToken(tx, mail)
    const claimId = randomId()
    const claimed = await tx.mail.update({
      where: { id: mailId },
      data: {
        state: 'sending',
        claimId,
        email: mail.user.email,
        attempts: { increment: 1 },
        triedAt: new Date(),
        invitation: token === null ? null : encryptSecret(token, mailId),
      },
    })
    await publish(tx, { topic: 'mail', id: mailId })
    return {
      mailId,
      claimId,
      attempts: claimed.attempts,
      createdAt: mail.createdAt,
      to: { name: mail.user.name, address: mail.user.email },
      ...renderMail({ ...mail, url: linkOf(mail, token), site: env().ROLECALL_URL }),
    }
  })
}

const endedMidway = 'The worker ended before the server had answered.'

/** The invitation that the mail carries: its own, or a fresh one when that has ended; none for who has joined. */
async function findToken(tx: Tx, { id, user, invitation, invitedBy }: MailWithUser): Promise<string | null> {
  if (user.status !== 'invited') return null
  const token = invitation === null ? null : decryptSecret(invitation, id)
  const isOpen =
    token !== null &&
    (await tx.invitation.findUnique({
      where: { tokenHash: hashToken(token), acceptedAt: null, expiresAt: { gt: new Date() } },
    })) !== null
  return isOpen ? token : (await issueInvitation(tx, user.id, invitedBy)).token
}
