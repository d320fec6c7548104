import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { RunStatus } from '#lib/connectors/types.ts'
import { formatDuration } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { RunDetail } from '#lib/sync/types.ts'

const states: Record<RunStatus, { tone: Tone; label: string }> = {
  queued: { tone: 'progress', label: 'Queued' },
  running: { tone: 'progress', label: 'Running' },
  waiting: { tone: 'progress', label: 'Waiting' },
  retrying: { tone: 'progress', label: 'Retrying' },
  succeeded: { tone: 'success', label: 'Succeeded' },
  partly_succeeded: { tone: 'warning', label: 'Partly succeeded' },
  held: { tone: 'warning', label: 'Held for confirmation' },
  failed: { tone: 'danger', label: 'Failed' },
  cancelled: { tone: 'neutral', label: 'Cancelled' },
}

const triggers: Record<string, string> = {
  'set-up': 'First sync',
  manual: 'Ordered',
  schedule: 'By schedule',
}

/** What a person, or a later run, has made of what was held: that is how the run is remembered. */
function toState(status: RunStatus, heldOutcome: string | null): { tone: Tone; label: string } {
  if (status === 'held' && heldOutcome === 'superseded') return { tone: 'neutral', label: 'Superseded' }
  if (status === 'cancelled' && heldOutcome === 'discarded') return { tone: 'neutral', label: 'Discarded' }
  return states[status]
}

/** How a run stands. */
export function RunStatusBadge({
  status,
  heldOutcome = null,
  plain = false,
}: {
  status: RunStatus
  heldOutcome?: string | null
  plain?: boolean
}) {
  const { tone, label } = toState(status, heldOutcome)
  return (
    <StatusBadge tone={tone} {...(plain ? { appearance: 'plain' as const } : {})}>
      {label}
    </StatusBadge>
  )
}

/** Why a run began: `Ordered by Ada Lovelace`. */
export function runOrigin({ trigger, requestedBy }: { trigger: string; requestedBy: string | null }): string {
  const origin = triggers[trigger] ?? trigger
  return requestedBy ? `${origin} by ${requestedBy}` : origin
}

/** What is going on right now, and for how long by what past runs took; nothing once the run has ended. */
export function RunOutlook({ run }: { run: Wire<RunDetail> }) {
  if (run.finishedAt) return null
  if (run.status === 'waiting' && run.waitingUntil) {
    return (
      <>
        Waiting for Atlassian’s rate limit, goes on <Time at={run.waitingUntil} />. This is no error.
      </>
    )
  }
  if (run.status === 'retrying' && run.error && run.waitingUntil) {
    return (
      <>
        Interrupted. It goes on by itself <Time at={run.waitingUntil} />; what was read is kept.
      </>
    )
  }
  if (run.status === 'retrying') return <>Atlassian did not answer as it should; trying again.</>
  if (run.status === 'queued') return <>Starts as soon as a worker is free.</>
  if (run.usualMs === null) return null
  return <>The last good syncs took about {formatDuration(run.usualMs)}.</>
}
