import { enqueue } from '#lib/jobs/enqueue.ts'
import { db, transaction, type Tx } from '#lib/platform/db/client.ts'
import type { Prisma } from '#lib/platform/db/generated/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { claimMail, type ClaimedMail } from './claim-mail.ts'
import { deliver, type Delivery } from './deliver.ts'

/** Tries before a mail is given up; with the waits between them a day. */
const mostTries = 30
const longestWaitSeconds = 3600

/** Before the next try: 15 s, then twice as long each time up to an hour. */
const waitSeconds = (attempts: number): number => Math.min(15 * 2 ** (attempts - 1), longestWaitSeconds)

/**
 * Sends a mail, never twice: it is tried again by itself only while the server certainly does not have it. A server that
 * refuses it ends it; a lost answer leaves it unknown, for a person to decide.
 */
export async function sendMail(mailId: string, signal: AbortSignal): Promise<void> {
  const mail = await claimMail(mailId)
  if (!mail) return
  const delivery = await deliver(mail, () => handOver(mail), signal)
  if (delivery.outcome === 'lost') return
  await transaction((tx) => settle(tx, mail, delivery))
}

/** Notes that the text is about to leave. @returns false when another try has the mail. */
async function handOver({ mailId, claimId }: ClaimedMail): Promise<boolean> {
  const mine = await db().mail.updateMany({
    where: { id: mailId, claimId, handedOverAt: null },
    data: { handedOverAt: new Date() },
  })
  return mine.count > 0
}

async function settle(tx: Tx, { mailId, claimId, attempts }: ClaimedMail, delivery: Delivery): Promise<void> {
  const retries = delivery.outcome === 'not_taken' && attempts < mostTries
  const settled = await tx.mail.updateMany({
    where: { id: mailId, claimId },
    data: outcomeOf(delivery, retries),
  })
  if (settled.count === 0) return
  if (retries) await enqueue(tx, 'send-mail', { mailId }, waitSeconds(attempts))
  await publish(tx, { topic: 'mail', id: mailId })
}

function outcomeOf(delivery: Delivery, retries: boolean): Prisma.MailUpdateManyMutationInput {
  switch (delivery.outcome) {
    case 'taken':
    case 'lost':
      return { state: 'sent', sentAt: new Date(), error: null, invitation: null }
    case 'unknown':
      return { state: 'unknown', error: delivery.error }
    case 'refused':
    case 'not_taken':
      return {
        state: retries ? 'queued' : 'failed',
        error: delivery.error,
        claimId: null,
        handedOverAt: null,
      }
  }
}
