'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Field } from '#components/form/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { AccessWay } from '#lib/inventory/types.ts'
import { orderRevocation } from '#lib/requests/actions.ts'

export interface RemovableEntitlement {
  id: string
  displayName: string
  resourceName: string
  /** Why the membership cannot be changed from here. */
  lockedReason: string | null
}

interface RemoveAccessProps {
  account: { id: string; displayName: string }
  entitlement: RemovableEntitlement
  ways: readonly AccessWay[]
}

/** Revokes what is held directly; what a group gives ends with its membership, and how it is held stands beside. */
export function RemoveAccess({ account, entitlement, ways }: RemoveAccessProps) {
  const groups = ways.flatMap((way) => (way.through ? [way.through] : []))
  const names = groups.map((group) => group.name).join(', ')
  if (entitlement.lockedReason) return <Blocked>{entitlement.lockedReason}</Blocked>
  if (!ways.some((way) => !way.through && way.method === 'direct')) {
    return <Blocked>{groups.length > 0 ? 'Only through a group' : 'Follows from another role'}</Blocked>
  }
  return <RevokeDialog account={account} entitlement={entitlement} remaining={names} />
}

function Blocked({ children }: { children: React.ReactNode }) {
  return <span className="text-xs whitespace-nowrap text-muted-foreground">{children}</span>
}

function RevokeDialog({
  account,
  entitlement,
  remaining,
}: Omit<RemoveAccessProps, 'ways'> & { remaining: string }) {
  const router = useRouter()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState<string | undefined>()
  const revoke = async () => {
    setMissing(undefined)
    const result = await orderRevocation({ accountId: account.id, entitlementId: entitlement.id, reason })
    if (result.ok) {
      router.push(`/requests/${result.data.requestId}`)
      return undefined
    }
    setMissing(result.fieldErrors?.['reason'])
    return result.message
  }
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={`Remove ${entitlement.displayName} from ${account.displayName}`}>
          Remove
        </Button>
      }
      title={`Remove ${entitlement.displayName} from ${account.displayName}?`}
      description={`${account.displayName} loses ${entitlement.displayName} on ${entitlement.resourceName} in Atlassian, as soon as this is sent.`}
      confirmLabel="Remove access"
      onConfirm={revoke}
    >
      {remaining ? (
        <p className="text-sm text-warning">
          The access itself stays: {account.displayName} also holds it through {remaining}.
        </p>
      ) : null}
      <Field label="Reason" error={missing}>
        <Textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  )
}
