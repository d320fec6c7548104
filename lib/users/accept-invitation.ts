import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { hashPassword } from '#lib/platform/secrets/password.ts'
import { hashToken } from './issue-invitation.ts'
import { AcceptInvitation } from './schema.ts'

/**
 * Sets the invited person's password. The link works once, and with it all others of the person have done their work:
 * nobody who finds one in a mailbox sets a password over it.
 * @throws AppError not_found when the link is unknown, used or older than 7 days, or the person has joined.
 */
export async function acceptInvitation(raw: AcceptInvitation): Promise<{ userId: string; email: string }> {
  const input = AcceptInvitation.parse(raw)
  const passwordHash = await hashPassword(input.password)
  return transaction(async (tx) => {
    const invitation = await tx.invitation.findUnique({
      where: { tokenHash: hashToken(input.token) },
      include: { user: true },
    })
    const used = invitation
      ? await tx.invitation.updateMany({
          where: { id: invitation.id, acceptedAt: null, expiresAt: { gt: new Date() } },
          data: { acceptedAt: new Date() },
        })
      : { count: 0 }
    const joined =
      invitation && used.count > 0
        ? await tx.user.updateMany({
            where: { id: invitation.userId, status: 'invited' },
            data: { status: 'active', passwordHash },
          })
        : { count: 0 }
    if (!invitation || joined.count === 0) {
      throw new AppError(
        'not_found',
        'This invitation was used or has ended. Ask an administrator for a new link.',
      )
    }
    const { user } = invitation
    await recordEvent(tx, {
      event: 'user.invitation_accepted',
      actor: { userId: user.id, name: user.name },
      subject: { type: 'user', id: user.id, name: user.name },
    })
    return { userId: user.id, email: user.email }
  })
}
