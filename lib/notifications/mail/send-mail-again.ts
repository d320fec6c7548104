import { recordEvent } from '#lib/audit/record-event.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { env } from '#lib/platform/env.ts'
import { AppError, notFound } from '#lib/platform/errors.ts'
import { requirePermission, type Actor } from '#lib/users/permissions.ts'
import { canSendAgain } from '../permissions.ts'
import { MailChoice } from '../schema.ts'

/**
 * Has a mail sent that has failed, that may or may not have arrived, or that was only kept.
 * @throws AppError forbidden, not_found; conflict when it is on its way or was sent, unavailable without a mail server.
 */
export async function sendMailAgain(actor: Actor, raw: MailChoice): Promise<void> {
  requirePermission(actor, 'people.manage')
  const { mailId } = MailChoice.parse(raw)
  if (env().SMTP_URL === undefined)
    throw new AppError(
      'unavailable',
      'Mail is not set up. Set SMTP_URL, start Rolecall anew, then send again.',
    )
  await transaction(async (tx) => {
    await tx.$executeRaw`select 1 from "Mail" where id = ${mailId}::uuid for update`
    const mail = await tx.mail.findUnique({ where: { id: mailId }, include: { user: true } })
    if (!mail) throw notFound('This mail')
    if (!canSendAgain(mail.state))
      throw new AppError('conflict', 'This mail was sent or is on its way. Look again in a moment.')
    if (mail.user.status === 'disabled')
      throw new AppError('conflict', `${mail.user.name} cannot sign in any more and gets no mail.`)
    await tx.mail.update({
      where: { id: mailId },
      data: { state: 'queued', attempts: 0, claimId: null, handedOverAt: null, error: null },
    })
    await recordEvent(tx, {
      event: 'mail.sent_again',
      actor,
      subject: { type: 'user', id: mail.userId, name: mail.user.name },
      data: { title: mail.title, was: mail.state },
    })
    await enqueue(tx, 'send-mail', { mailId })
    await publish(tx, { topic: 'mail', id: mailId })
  })
}
