import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { Section } from '#components/ui/section.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { RunStatus } from '#lib/connectors/types.ts'
import { formatCount, formatDuration } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { RunSummary } from '#lib/sync/types.ts'

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

/** Runs, newest first. */
export function RunList({ runs }: { runs: Wire<RunSummary>[] }) {
  return (
    <Section title="Runs">
      <Table label="Runs">
        <TableHeader>
          <TableRow>
            <TableHead>Started</TableHead>
            <TableHead>Result</TableHead>
            <TableHead align="right">Calls</TableHead>
            <TableHead align="right">Time</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {runs.map((run) => (
            <TableRow key={run.id}>
              <TableCell>
                <Time at={run.createdAt} />
              </TableCell>
              <TableCell>
                <TwoLines
                  first={
                    <StatusBadge tone={states[run.status].tone} appearance="plain">
                      {states[run.status].label}
                    </StatusBadge>
                  }
                  second={run.errorMessage}
                />
              </TableCell>
              <TableCell align="right">{formatCount(run.vendorCalls)}</TableCell>
              <TableCell align="right">
                {run.startedAt && run.finishedAt
                  ? formatDuration(new Date(run.finishedAt).getTime() - new Date(run.startedAt).getTime())
                  : ''}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
