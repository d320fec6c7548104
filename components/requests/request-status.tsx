import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import { statusLabels, type RequestStatus } from '#lib/requests/types.ts'

const tones: Record<RequestStatus, Tone> = {
  requires_approval: 'info',
  approved: 'progress',
  provisioning: 'progress',
  granted: 'success',
  revoked: 'success',
  unverified: 'warning',
  provisioning_failed: 'danger',
  denied: 'neutral',
  cancelled: 'neutral',
  expired: 'neutral',
}

/** Where a request is. One that was approved but not sent says so. */
export function RequestStatusBadge({
  status,
  notSent = false,
}: {
  status: RequestStatus
  notSent?: boolean
}) {
  if (status === 'approved' && notSent) return <StatusBadge tone="warning">Approved, not sent</StatusBadge>
  return <StatusBadge tone={tones[status]}>{statusLabels[status]}</StatusBadge>
}
