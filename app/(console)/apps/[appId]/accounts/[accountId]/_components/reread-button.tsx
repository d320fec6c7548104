'use client'

import { RefreshCw } from 'lucide-react'
import { toast } from '#components/feedback/toaster.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { rereadAccount } from '#lib/provisioning/actions.ts'

/** Asks Atlassian about this one account; the sync does not say whether a role is held directly beside a group. */
export function RereadButton({ accountId }: { accountId: string }) {
  return (
    <ActionButton
      icon={<RefreshCw aria-hidden />}
      action={() => rereadAccount({ accountId })}
      onDone={() => toast.success('Read from Atlassian just now.')}
    >
      Read from Atlassian now
    </ActionButton>
  )
}
