import { RunStatusBadge } from '#components/connectors/run-state.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import { formatCount, formatDuration } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { RunSummary } from '#lib/sync/types.ts'

/** The newest runs, and the way to all of them. */
export function RunList({
  connectorId,
  runs,
  total,
}: {
  connectorId: string
  runs: Wire<RunSummary>[]
  total: number
}) {
  return (
    <Section
      title="Runs"
      actions={
        total > runs.length ? (
          <Button size="sm" asChild>
            <Link href={`/connectors/${connectorId}/runs`}>All {formatCount(total)} runs</Link>
          </Button>
        ) : null
      }
    >
      {runs.length > 0 ? (
        <RunTable connectorId={connectorId} runs={runs} />
      ) : (
        <p className="text-sm text-muted-foreground">No sync has begun yet.</p>
      )}
    </Section>
  )
}

/** Runs, newest first, with what each has changed over all its phases. */
export function RunTable({ connectorId, runs }: { connectorId: string; runs: Wire<RunSummary>[] }) {
  return (
    <Table label="Runs">
      <TableHeader>
        <TableRow>
          <TableHead>Started</TableHead>
          <TableHead>Result</TableHead>
          <TableHead align="right">Added</TableHead>
          <TableHead align="right">Changed</TableHead>
          <TableHead align="right">Removed</TableHead>
          <TableHead align="right">Calls</TableHead>
          <TableHead align="right">Time</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id} href={`/connectors/${connectorId}/runs/${run.id}`}>
            <TableCell>
              <TwoLines
                first={
                  <Link href={`/connectors/${connectorId}/runs/${run.id}`} className="font-medium">
                    <Time at={run.createdAt} />
                  </Link>
                }
                second={<Time at={run.createdAt} format="absolute" />}
              />
            </TableCell>
            <TableCell>
              <TwoLines
                wide={run.errorMessage !== null}
                first={<RunStatusBadge status={run.status} heldOutcome={run.heldOutcome} plain />}
                second={run.errorMessage}
              />
            </TableCell>
            <TableCell align="right">{formatCount(run.added)}</TableCell>
            <TableCell align="right">{formatCount(run.changed)}</TableCell>
            <TableCell align="right">{formatCount(run.removed)}</TableCell>
            <TableCell align="right">{formatCount(run.vendorCalls)}</TableCell>
            <TableCell align="right" className="whitespace-nowrap">
              {run.startedAt && run.finishedAt
                ? formatDuration(new Date(run.finishedAt).getTime() - new Date(run.startedAt).getTime())
                : ''}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
