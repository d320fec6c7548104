import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { AccountStatus } from '#lib/inventory/types.ts'

const states: Record<AccountStatus, { tone: Tone; label: string }> = {
  enabled: { tone: 'success', label: 'Enabled' },
  disabled: { tone: 'neutral', label: 'Disabled' },
  deleted: { tone: 'danger', label: 'Deleted' },
}

/** Our word for the state of an account, with the vendor's own beside it where it says more. */
export function AccountStatusBadge({
  status,
  vendorStatus,
}: {
  status: AccountStatus
  vendorStatus?: string
}) {
  const { tone, label } = states[status]
  const own = vendorStatus?.replaceAll('_', ' ')
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <StatusBadge tone={tone} appearance="plain">
        {label}
      </StatusBadge>
      {own && own !== 'active' ? <span className="text-xs text-muted-foreground">{own}</span> : null}
    </span>
  )
}
