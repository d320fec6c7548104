import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/data-table/table.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import { formatCount, formatDuration } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { PhaseProgress } from '#lib/sync/types.ts'

const states: Record<PhaseProgress['status'], { tone: Tone; label: string }> = {
  pending: { tone: 'neutral', label: 'To do' },
  running: { tone: 'progress', label: 'Reading' },
  succeeded: { tone: 'success', label: 'Done' },
  held: { tone: 'warning', label: 'Held' },
  failed: { tone: 'danger', label: 'Failed' },
  skipped: { tone: 'neutral', label: 'Not read' },
  cancelled: { tone: 'neutral', label: 'Cancelled' },
}

/** The phases of a run with what each has read and changed. */
export function RunPhases({ phases }: { phases: Wire<PhaseProgress>[] }) {
  const isHeld = phases.some((phase) => phase.held > 0)
  const causes = phases.filter((phase) => phase.cause !== null)
  return (
    <>
      <Table label="Phases of the run">
        <TableHeader>
          <TableRow>
            <TableHead>Phase</TableHead>
            <TableHead>State</TableHead>
            <TableHead align="right">Read</TableHead>
            <TableHead align="right">Added</TableHead>
            <TableHead align="right">Changed</TableHead>
            <TableHead align="right">Removed</TableHead>
            {isHeld ? <TableHead align="right">Held back</TableHead> : null}
            <TableHead align="right">Time</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {phases.map((phase) => (
            <TableRow key={phase.phase}>
              <TableCell className="font-medium">{phase.label}</TableCell>
              <TableCell>
                <StatusBadge tone={states[phase.status].tone} appearance="plain">
                  {states[phase.status].label}
                </StatusBadge>
              </TableCell>
              <TableCell align="right">{formatCount(phase.read)}</TableCell>
              <TableCell align="right">{formatCount(phase.added)}</TableCell>
              <TableCell align="right">{formatCount(phase.changed)}</TableCell>
              <TableCell align="right">{formatCount(phase.removed)}</TableCell>
              {isHeld ? <TableCell align="right">{formatCount(phase.held)}</TableCell> : null}
              <TableCell align="right" className="whitespace-nowrap">
                {took(phase)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {causes.length > 0 ? (
        <ul className="grid gap-1 text-sm" aria-label="What is to be said of phases">
          {causes.map((phase) => (
            <li key={phase.phase}>
              <span className="font-medium">{phase.label}:</span> {phase.cause}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function took({ startedAt, finishedAt }: Wire<PhaseProgress>): string {
  if (!startedAt || !finishedAt) return ''
  return formatDuration(new Date(finishedAt).getTime() - new Date(startedAt).getTime())
}
