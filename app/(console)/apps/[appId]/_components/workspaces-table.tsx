import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { Absent } from '#components/ui/definition-list.tsx'
import { Link } from '#components/ui/link.tsx'
import type { ResourceRow } from '#lib/inventory/types.ts'
import { formatCount } from '#lib/platform/format.ts'

export function WorkspacesTable({ appId, rows }: { appId: string; rows: readonly ResourceRow[] }) {
  return (
    <Table label="Workspaces">
      <TableHeader>
        <TableRow>
          <TableHead>Workspace</TableHead>
          <TableHead>Product</TableHead>
          <TableHead>State</TableHead>
          <TableHead align="right">Roles</TableHead>
          <TableHead align="right">Accounts with access</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((workspace) => (
          <TableRow key={workspace.id} href={`/apps/${appId}/workspaces/${workspace.id}`}>
            <TableCell>
              <TwoLines
                first={
                  <Link href={`/apps/${appId}/workspaces/${workspace.id}`} className="font-medium">
                    {workspace.displayName}
                  </Link>
                }
                second={workspace.url?.replace(/^https:\/\//, '')}
              />
            </TableCell>
            <TableCell>{workspace.productName ?? <Absent />}</TableCell>
            <TableCell>{workspace.status ?? <Absent label="Unknown" />}</TableCell>
            <TableCell align="right">{formatCount(workspace.entitlements)}</TableCell>
            <TableCell align="right">{formatCount(workspace.holders)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
