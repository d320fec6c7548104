import { z } from 'zod'
import { PageKey } from '#lib/platform/db/keyset.ts'

export const MailChoice = z.object({ mailId: z.uuid() })
export type MailChoice = z.input<typeof MailChoice>

/** What the URLs of the lists of notices and of mails may say. */
export const NoticeFilter = PageKey
export type NoticeFilter = z.infer<typeof NoticeFilter>
