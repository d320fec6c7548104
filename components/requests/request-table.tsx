import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { RequestStatusBadge } from '#components/requests/request-status.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { RequestRow } from '#lib/requests/types.ts'

/** Requests, one a row, newest first. */
export function RequestTable({ rows }: { rows: readonly RequestRow[] }) {
  return (
    <Table label="Requests">
      <TableHeader>
        <TableRow>
          <TableHead>Request</TableHead>
          <TableHead>Status</TableHead>
          <TableHead>For</TableHead>
          <TableHead>By</TableHead>
          <TableHead>Asked</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id} href={`/requests/${row.id}`}>
            <TableCell>
              <TwoLines
                first={
                  <Link href={`/requests/${row.id}`} className="font-medium">
                    {row.kind === 'grant' ? '' : 'Revoke '}
                    {row.entitlementName}
                  </Link>
                }
                second={`#${row.number} · ${row.resourceName} · ${row.appName}`}
              />
            </TableCell>
            <TableCell>
              <RequestStatusBadge status={row.status} notSent={row.notSentReason !== null} />
            </TableCell>
            <TableCell>{row.accountName}</TableCell>
            <TableCell>{row.requesterName}</TableCell>
            <TableCell>
              <Time at={row.createdAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
