import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'

/** Says so of a mail whose sending was begun again and again and never came to an end. */
export async function giveUpMail(mailId: string): Promise<void> {
  const error = 'The worker has begun to send this again and again and never came to an end.'
  await transaction(async (tx) => {
    await tx.mail.updateMany({
      where: { id: mailId, state: { in: ['queued', 'sending'] }, handedOverAt: { not: null } },
      data: { state: 'unknown', error },
    })
    await tx.mail.updateMany({
      where: { id: mailId, state: { in: ['queued', 'sending'] }, handedOverAt: null },
      data: { state: 'failed', error },
    })
    await publish(tx, { topic: 'mail', id: mailId })
  })
}
