export interface Notice {
  id: string
  title: string
  body: string
  /** Page of it, and what the link to it says. */
  href: string
  action: string
  createdAt: Date
  isRead: boolean
  /** It asks for nothing any more. */
  isDone: boolean
}

export interface Notices {
  /** The newest. */
  notices: Notice[]
  unread: number
}

/** What a mail says, and a notice in the same words. */
export interface MailContent {
  /** One line; the subject of the mail. */
  title: string
  /** Plain sentences; an empty line begins a paragraph. */
  body: string
  /** Path of the exact screen, and what the link to it says. */
  href: string
  action: string
  /** Below the mail: why they get it. */
  reason?: string
}

export type MailState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'kept'

/** A mail as the mailbox lists it. */
export interface MailRow {
  id: string
  name: string
  email: string
  title: string
  state: MailState
  error: string | null
  createdAt: Date
  sentAt: Date | null
}

/** A mail as it was sent, or would have been. */
export interface MailDetail extends MailRow {
  attempts: number
  triedAt: Date | null
  text: string
  html: string
  /** Where its link leads, absolute. */
  link: string
  /** The invitation in its link; `erased` once it is sent, for only the receiver is to have it. */
  invitation: 'open' | 'ended' | 'erased' | null
}
