import { Inbox, Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { MailState } from '#lib/notifications/types.ts'

const states: Record<MailState, { tone: Tone; label: string; icon?: ReactNode }> = {
  queued: { tone: 'progress', label: 'Waits to be sent' },
  sending: { tone: 'progress', label: 'Being sent' },
  sent: { tone: 'success', label: 'Sent', icon: <Send aria-hidden /> },
  failed: { tone: 'danger', label: 'Failed' },
  unknown: { tone: 'warning', label: 'May have arrived' },
  kept: { tone: 'neutral', label: 'Not sent, only kept', icon: <Inbox aria-hidden /> },
}

/** How the sending of a mail stands. */
export function MailStateBadge({ state, plain = false }: { state: MailState; plain?: boolean }) {
  const { tone, label, icon } = states[state]
  return (
    <StatusBadge tone={tone} icon={icon} {...(plain ? { appearance: 'plain' as const } : {})}>
      {label}
    </StatusBadge>
  )
}

const meanings: Record<MailState, string> = {
  queued: 'The worker sends it as soon as it can, and tries again when the mail server puts it off.',
  sending: 'The mail server is being talked to.',
  sent: 'The mail server has taken it.',
  failed: 'It was not sent and is not tried again by itself.',
  unknown:
    'The mail server was given the text, and its answer was lost. It is not sent again by itself, so that nobody gets it twice.',
  kept: 'There was no mail server when it was written.',
}

/** What the state means, in a sentence. */
export const mailMeaning = (state: MailState): string => meanings[state]
