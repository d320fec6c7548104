'use client'

import { Send } from 'lucide-react'
import { toast } from '#components/feedback/toaster.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { sendMailAgain } from '#lib/notifications/actions.ts'
import type { MailState } from '#lib/notifications/types.ts'

/** Has a mail sent by hand; asks first where it may be the second copy. */
export function SendAgain({ mailId, state }: { mailId: string; state: MailState }) {
  const said = () => toast.success('The mail is on its way.')
  if (state !== 'unknown')
    return (
      <ActionButton icon={<Send aria-hidden />} action={() => sendMailAgain({ mailId })} onDone={said}>
        {state === 'kept' ? 'Send' : 'Send again'}
      </ActionButton>
    )
  return (
    <ConfirmDialog
      trigger={<Button icon={<Send aria-hidden />}>Send again</Button>}
      title="Send this mail again?"
      description="It may have arrived the first time; then it arrives twice."
      confirmLabel="Send again"
      tone="primary"
      onConfirm={async () => {
        const result = await sendMailAgain({ mailId })
        if (!result.ok) return result.message
        said()
      }}
    />
  )
}
