import { KeyRound } from 'lucide-react'
import { NoRows } from '#components/data-table/no-rows.tsx'
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
import { RemoveAccess } from '#components/inventory/remove-access.tsx'
import { Link } from '#components/ui/link.tsx'
import type { EffectiveAccess } from '#lib/inventory/types.ts'

interface EffectiveAccessTableProps {
  appId: string
  account: { id: string; displayName: string }
  access: readonly EffectiveAccess[]
  mayRevoke: boolean
  linked: boolean
}

/** What an account can do, and how it came by it. */
export function EffectiveAccessTable({
  appId,
  account,
  access,
  mayRevoke,
  linked,
}: EffectiveAccessTableProps) {
  if (access.length === 0) return <NoRows icon={<KeyRound />} thing="entitlements" filtered={false} />
  return (
    <Table label="Effective access">
      <TableHeader>
        <TableRow>
          <TableHead>Entitlement</TableHead>
          <TableHead>How it is held</TableHead>
          {mayRevoke ? <TableHead align="right">Remove</TableHead> : null}
        </TableRow>
      </TableHeader>
      <TableBody>
        {access.map((held) => (
          <TableRow key={held.entitlementId}>
            <TableCell>
              <TwoLines
                first={
                  linked ? (
                    <Link
                      href={`/apps/${appId}/entitlements/${held.entitlementId}`}
                      className="font-medium hover:underline"
                    >
                      {held.displayName}
                    </Link>
                  ) : (
                    held.displayName
                  )
                }
                second={held.kind === 'membership' ? 'Group membership' : held.resourceName}
              />
            </TableCell>
            <TableCell>
              <AccessWays ways={held.ways} appId={appId} linked={linked} />
            </TableCell>
            {mayRevoke ? (
              <TableCell align="right">
                <RemoveAccess
                  account={account}
                  entitlement={{
                    id: held.entitlementId,
                    displayName: held.displayName,
                    resourceName: held.resourceName,
                    lockedReason: held.kind === 'membership' ? held.resourceLockedReason : null,
                  }}
                  ways={held.ways}
                />
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
