import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction, type Tx } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { issueInvitation } from './issue-invitation.ts'
import { requirePermission, type Actor } from './permissions.ts'
import { Invite } from './schema.ts'

/**
 * Invites a person, or invites again one who has not come yet (the earlier links then end).
 * @param tell sends them the link, in the same transaction.
 * @returns the token of the link, to be shown once; it is valid for 7 days.
 * @throws AppError forbidden, or conflict when the person is here already.
 */
export async function inviteUser(
  actor: Actor,
  raw: Invite,
  tell?: (tx: Tx, invited: { userId: string; token: string }) => Promise<void>,
): Promise<{ userId: string; token: string }> {
  requirePermission(actor, 'people.manage')
  const input = Invite.parse(raw)
  return transaction(async (tx) => {
    const existing = await tx.user.findUnique({ where: { email: input.email } })
    if (existing && existing.status !== 'invited') {
      throw new AppError('conflict', `${existing.name} is here already.`, {
        email: 'This person is here already.',
      })
    }
    const roles = input.roles.map((role) => ({ role }))
    const user = existing
      ? await tx.user.update({
          where: { id: existing.id },
          data: { name: input.name, roles: { deleteMany: {}, create: roles } },
        })
      : await tx.user.create({
          data: { email: input.email, name: input.name, status: 'invited', roles: { create: roles } },
        })
    await tx.invitation.deleteMany({ where: { userId: user.id, acceptedAt: null } })
    const { token } = await issueInvitation(tx, user.id, actor.userId)
    await recordEvent(tx, {
      event: 'user.invited',
      actor,
      subject: { type: 'user', id: user.id, name: user.name },
      data: { email: user.email, roles: input.roles.join(', ') },
    })
    await tell?.(tx, { userId: user.id, token })
    return { userId: user.id, token }
  })
}
