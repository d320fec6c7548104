import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { GrantabilityBadge } from '#components/inventory/grantability.tsx'
import { Link } from '#components/ui/link.tsx'
import type { EntitlementRow } from '#lib/inventory/types.ts'
import { formatCount } from '#lib/platform/format.ts'

export function EntitlementsTable({ appId, rows }: { appId: string; rows: readonly EntitlementRow[] }) {
  return (
    <Table label="Entitlements">
      <TableHeader>
        <TableRow>
          <TableHead>Entitlement</TableHead>
          <TableHead>On</TableHead>
          <TableHead>Seat</TableHead>
          <TableHead>Grantable here</TableHead>
          <TableHead align="right">Direct</TableHead>
          <TableHead align="right">Through groups</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((entitlement) => (
          <TableRow key={entitlement.id} href={`/apps/${appId}/entitlements/${entitlement.id}`}>
            <TableCell>
              <TwoLines
                first={
                  <Link href={`/apps/${appId}/entitlements/${entitlement.id}`} className="font-medium">
                    {entitlement.displayName}
                  </Link>
                }
                second={entitlement.slug}
              />
            </TableCell>
            <TableCell>
              <TwoLines first={entitlement.resourceName} second={entitlement.productName ?? 'Group'} />
            </TableCell>
            <TableCell>{seatWord(entitlement.takesSeat)}</TableCell>
            <TableCell>
              {entitlement.kind === 'role' ? (
                <GrantabilityBadge grantability={entitlement.grantability} />
              ) : (
                <span className="text-muted-foreground">By joining</span>
              )}
            </TableCell>
            <TableCell align="right">{formatCount(entitlement.directHolders)}</TableCell>
            <TableCell align="right">{formatCount(entitlement.inheritedHolders)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function seatWord(takesSeat: boolean | null): string {
  if (takesSeat === null) return 'Unknown'
  return takesSeat ? 'Takes a seat' : 'No seat'
}
