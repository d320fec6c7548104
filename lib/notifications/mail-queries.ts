import { db } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { pageSize, toPage, toSeek, type Page } from '#lib/platform/db/keyset.ts'
import { env } from '#lib/platform/env.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import { decryptSecret } from '#lib/platform/secrets/encrypt.ts'
import { hashToken } from '#lib/users/issue-invitation.ts'
import { requirePermission, type Actor } from '#lib/users/permissions.ts'
import { linkOf } from './mail/link-of.ts'
import { renderMail } from './mail/render-mail.ts'
import type { NoticeFilter } from './schema.ts'
import type { MailDetail, MailRow } from './types.ts'

/** Whether mails leave this installation; without a mail server they are only shown. */
export const isMailSetUp = (): boolean => env().SMTP_URL !== undefined

/** One page of all mails, newest first. @throws AppError forbidden. */
export async function listMails(actor: Actor, filter: NoticeFilter): Promise<Page<MailRow>> {
  requirePermission(actor, 'people.manage')
  const seek = toSeek(filter, 'time')
  const compare = Prisma.raw(seek.backwards ? '>' : '<')
  const direction = Prisma.raw(seek.backwards ? 'asc' : 'desc')
  const from = seek.key
    ? Prisma.sql`where (m."createdAt", m.id) ${compare} (${seek.key[0]}::timestamptz, ${seek.key[1]}::uuid)`
    : Prisma.empty
  const [rows, total] = await Promise.all([
    db().$queryRaw<MailRow[]>`
      select m.id, u.name, m.email, m.title, m.state::text as state, m.error, m."createdAt", m."sentAt"
      from "Mail" m join "User" u on u.id = m."userId" ${from}
      order by m."createdAt" ${direction}, m.id ${direction} limit ${pageSize + 1}`,
    db().mail.count(),
  ])
  return toPage(rows, total, seek, (row) => [row.createdAt.toISOString(), row.id])
}

/** One mail as it was sent, or would have been. @throws AppError forbidden, not_found. */
export async function getMail(actor: Actor, mailId: string): Promise<MailDetail> {
  requirePermission(actor, 'people.manage')
  const mail = isId(mailId)
    ? await db().mail.findUnique({ where: { id: mailId }, include: { user: true } })
    : null
  if (!mail) throw notFound('This mail')
  const token = mail.invitation === null ? null : decryptSecret(mail.invitation, mail.id)
  const isInvited = mail.user.status === 'invited'
  const link = linkOf(mail, isInvited ? token : null)
  const { id, email, title, state, error, createdAt, sentAt, attempts, triedAt } = mail
  return {
    id,
    email,
    title,
    state,
    error,
    createdAt,
    sentAt,
    attempts,
    triedAt,
    link,
    name: mail.user.name,
    ...renderMail({ ...mail, url: link, site: env().ROLECALL_URL }),
    invitation: isInvited ? await stateOf(token) : null,
  }
}

async function stateOf(token: string | null): Promise<MailDetail['invitation']> {
  if (token === null) return 'erased'
  const open = await db().invitation.count({
    where: { tokenHash: hashToken(token), acceptedAt: null, expiresAt: { gt: new Date() } },
  })
  return open > 0 ? 'open' : 'ended'
}
