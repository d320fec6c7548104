import { createHash, randomBytes } from 'node:crypto'
import { recordEvent } from '#lib/audit/record-event.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { requirePermission, type Actor } from './permissions.ts'
import { Invite } from './schema.ts'

const validForMs = 7 * 24 * 60 * 60 * 1000

/** Invitation tokens are kept as SHA-256 only. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/**
 * Invites a person, or invites again one who has not come yet (the earlier link then ends).
 * @returns the token of the link, to be shown once; it is valid for 7 days.
 * @throws AppError forbidden, or conflict when the person is here already.
 */
export async function inviteUser(actor: Actor, raw: Invite): Promise<{ userId: string; token: string }> {
  requirePermission(actor, 'people.manage')
  const input = Invite.parse(raw)
  const token = randomBytes(32).toString('base64url')
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
    await tx.invitation.create({
      data: {
        userId: user.id,
        invitedBy: actor.userId,
        tokenHash: hashToken(token),
        expiresAt: new Date(Date.now() + validForMs),
      },
    })
    await recordEvent(tx, {
      event: 'user.invited',
      actor,
      subject: { type: 'user', id: user.id, name: user.name },
      data: { email: user.email, roles: input.roles.join(', ') },
    })
    return { userId: user.id, token }
  })
}
