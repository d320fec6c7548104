import { can, type Actor } from '#lib/users/permissions.ts'
import type { MailState } from './types.ts'

/** The mailbox shows links that let invited people in, so it is for who may invite. */
export const canReadMailbox = (actor: Actor): boolean => can(actor, 'people.manage')

/** Whether a mail is at rest without having arrived for certain. */
export const canSendAgain = (state: MailState): boolean =>
  state === 'failed' || state === 'unknown' || state === 'kept'
