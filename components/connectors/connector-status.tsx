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

const icons: Partial<Record<ConnectorStatus, React.ReactElement>> = {
  Paused: <CirclePause />,
  'Not connected': <CirclePlay />,
}

/** The label of a connector. */
export function ConnectorStatusBadge({ status }: { status: ConnectorStatus }) {
  const icon = icons[status]
  return (
    <StatusBadge tone={tones[status]} {...(icon ? { icon } : {})}>
      {status}
    </StatusBadge>
  )
}
