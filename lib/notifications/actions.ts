'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { defineAction } from '#lib/auth/action.ts'
import { Invite } from '#lib/users/schema.ts'
import { inviteByMail } from './invite-by-mail.ts'
import { sendMailAgain as sendMailAgainVerb } from './mail/send-mail-again.ts'
import { markNoticesRead as markNoticesReadVerb } from './mark-notices-read.ts'
import { MailChoice } from './schema.ts'

export const markNoticesRead = defineAction('notifications.mark-read', z.object({}), markNoticesReadVerb)

export const inviteUser = defineAction('users.invite', Invite, async (actor, input) => {
  const invited = await inviteByMail(actor, input)
  revalidatePath('/people')
  return invited
})

export const sendMailAgain = defineAction(
  'notifications.send-mail-again',
  MailChoice,
  async (actor, input) => {
    await sendMailAgainVerb(actor, input)
    revalidatePath('/mailbox')
  },
)
