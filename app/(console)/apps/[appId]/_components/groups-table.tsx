import { Lock } from 'lucide-react'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { Link } from '#components/ui/link.tsx'
import type { ResourceRow } from '#lib/inventory/types.ts'
import { formatCount } from '#lib/platform/format.ts'

export function GroupsTable({ appId, rows }: { appId: string; rows: readonly ResourceRow[] }) {
  return (
    <Table label="Groups">
      <TableHeader>
        <TableRow>
          <TableHead>Group</TableHead>
          <TableHead>Managed by</TableHead>
          <TableHead align="right">Members</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((group) => (
          <TableRow key={group.id} href={`/apps/${appId}/groups/${group.id}`}>
            <TableCell>
              <TwoLines
                first={
                  <Link href={`/apps/${appId}/groups/${group.id}`} className="font-medium">
                    {group.displayName}
                  </Link>
                }
                second={group.description}
              />
            </TableCell>
            <TableCell>
              {group.lockedReason ? (
                <span className="inline-flex items-center gap-1.5">
                  <Lock className="size-3.5 text-muted-foreground" aria-hidden />
                  Identity provider
                </span>
              ) : (
                'Atlassian'
              )}
            </TableCell>
            <TableCell align="right">{formatCount(group.holders)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
