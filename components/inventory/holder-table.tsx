import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { AccessWays } from '#components/inventory/access-ways.tsx'
import { AccountStatusBadge } from '#components/inventory/account-status.tsx'
import { RemoveAccess, type RemovableEntitlement } from '#components/inventory/remove-access.tsx'
import { Link } from '#components/ui/link.tsx'
import type { HolderRow } from '#lib/inventory/types.ts'

interface HolderTableProps {
  label: string
  appId: string
  rows: readonly HolderRow[]
  entitlement: RemovableEntitlement
  mayRevoke: boolean
}

/** Accounts that hold an entitlement, each with every way. Where nothing can be removed from here, no column offers it. */
export function HolderTable({ label, appId, rows, entitlement, ...props }: HolderTableProps) {
  const mayRevoke = props.mayRevoke && !entitlement.lockedReason
  return (
    <Table label={label}>
      <TableHeader>
        <TableRow>
          <TableHead>Account</TableHead>
          <TableHead>Status</TableHead>
          <TableHead>How it is held</TableHead>
          {mayRevoke ? <TableHead align="right">Remove</TableHead> : null}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.accountId}>
            <TableCell>
              <TwoLines
                first={
                  <Link
                    href={`/apps/${appId}/accounts/${row.accountId}`}
                    className="font-medium hover:underline"
                  >
                    {row.displayName}
                  </Link>
                }
                second={row.email ?? 'E-mail not shown by Atlassian'}
              />
            </TableCell>
            <TableCell>
              <AccountStatusBadge status={row.status} />
            </TableCell>
            <TableCell>
              <AccessWays ways={row.ways} appId={appId} linked />
            </TableCell>
            {mayRevoke ? (
              <TableCell align="right">
                <RemoveAccess
                  account={{ id: row.accountId, displayName: row.displayName }}
                  entitlement={entitlement}
                  ways={row.ways}
                />
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
