import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/data-table/table.tsx'
import { formatCount, formatDuration } from '#lib/platform/format.ts'
import type { EndpointCalls } from '#lib/sync/types.ts'

/** How often each endpoint was called, and how long that took. */
export function CallTable({ calls }: { calls: EndpointCalls[] }) {
  if (calls.length === 0)
    return <p className="text-sm text-muted-foreground">Counted at the end of each phase.</p>
  return (
    <Table label="Calls by endpoint">
      <TableHeader>
        <TableRow>
          <TableHead>Endpoint</TableHead>
          <TableHead align="right">Calls</TableHead>
          <TableHead align="right">Failed</TableHead>
          <TableHead align="right">Time each</TableHead>
          <TableHead align="right">Waited</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {calls.map((one) => (
          <TableRow key={one.endpoint}>
            <TableCell className="font-mono text-xs break-all">{one.endpoint}</TableCell>
            <TableCell align="right">{formatCount(one.calls)}</TableCell>
            <TableCell align="right">{formatCount(one.failed)}</TableCell>
            <TableCell align="right">{Math.round(one.durationMs / Math.max(1, one.calls))} ms</TableCell>
            <TableCell align="right">{one.waitedMs >= 1000 ? formatDuration(one.waitedMs) : ''}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
