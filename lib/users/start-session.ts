import { recordEvent } from '#lib/audit/record-event.ts'
import { db, transaction } from '#lib/platform/db/client.ts'
import { randomId } from '#lib/platform/ids.ts'

/** A browser stays signed in for at most 12 hours. */
export const sessionSeconds = 12 * 60 * 60

/** Opens a session for a person who has just proved who they are. */
export async function startSession(userId: string): Promise<{ sessionId: string }> {
  return transaction(async (tx) => {
    const user = await tx.user.update({
      where: { id: userId },
      data: { lastSignedInAt: new Date(), failedSignIns: 0, lastFailedAt: null },
    })
    await tx.session.deleteMany({ where: { userId, expiresAt: { lt: new Date() } } })
    const session = await tx.session.create({
      data: { id: randomId(), userId, expiresAt: new Date(Date.now() + sessionSeconds * 1000) },
    })
    await recordEvent(tx, {
      event: 'user.signed_in',
      actor: { userId, name: user.name },
      subject: { type: 'user', id: userId, name: user.name },
    })
    return { sessionId: session.id }
  })
}

/** Signs the browser out; unknown ids are fine. */
export async function endSession(sessionId: string): Promise<void> {
  await db().session.deleteMany({ where: { id: sessionId } })
}
