import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '#lib/platform/db/client.ts'

const validForMs = 7 * 24 * 60 * 60 * 1000

/** Invitation tokens are kept as SHA-256 only. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/**
 * Opens one more way in for an invited person.
 * @param invitedBy null: the console itself, because there is something for them to do.
 * @returns the token of the link; it works once, for 7 days.
 */
export async function issueInvitation(
  tx: Tx,
  userId: string,
  invitedBy: string | null,
): Promise<{ invitationId: string; token: string }> {
  const token = randomBytes(32).toString('base64url')
  const { id } = await tx.invitation.create({
    data: { userId, invitedBy, tokenHash: hashToken(token), expiresAt: new Date(Date.now() + validForMs) },
  })
  return { invitationId: id, token }
}
