import { CirclePause, CirclePlay } from 'lucide-react'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { ConnectorStatus } from '#lib/connectors/types.ts'

const tones: Record<ConnectorStatus, Tone> = {
  'Not connected': 'neutral',
  Syncing: 'progress',
  Connected: 'success',
  Error: 'danger',
  Paused: 'neutral',
  Held: 'warning',
}

/** The label of a connector. */
export function ConnectorStatusBadge({ status }: { status: ConnectorStatus }) {
  const icon = status === 'Paused' ? <CirclePause /> : status === 'Not connected' ? <CirclePlay /> : null
  return (
    <StatusBadge tone={tones[status]} {...(icon ? { icon } : {})}>
      {status}
    </StatusBadge>
  )
}
