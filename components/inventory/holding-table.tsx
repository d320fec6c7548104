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
import { Absent } from '#components/ui/definition-list.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Cause, HoldingOn } from '#lib/inventory/types.ts'

const causes: Record<Cause['by'], string> = {
  request: 'by request',
  sync: 'seen by a sync',
  'read-back': 'seen on a look at the account',
  deletion: 'ended with its connector',
  unknown: 'cause not recorded',
}

/** What was held on a day, since when and until when, and what began and ended it. */
export function HoldingTable({
  holdings,
  show,
  appId,
}: {
  holdings: readonly HoldingOn[]
  show: 'account' | 'entitlement'
  appId: string
}) {
  if (holdings.length === 0)
    return (
      <NoRows icon={<KeyRound />} thing={show === 'account' ? 'holders' : 'entitlements'} filtered={false} />
    )
  return (
    <Table label="Held on that day">
      <TableHeader>
        <TableRow>
          <TableHead>{show === 'account' ? 'Account' : 'Entitlement'}</TableHead>
          <TableHead>How</TableHead>
          <TableHead>Since</TableHead>
          <TableHead>Until</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {holdings.map((one) => (
          <TableRow key={one.id}>
            <TableCell>
              {show === 'account' ? (
                <Link
                  href={`/apps/${appId}/accounts/${one.account.id}`}
                  className="font-medium hover:underline"
                >
                  {one.account.name}
                </Link>
              ) : (
                <TwoLines
                  first={
                    <Link
                      href={`/apps/${appId}/entitlements/${one.entitlement.id}`}
                      className="font-medium hover:underline"
                    >
                      {one.entitlement.name}
                    </Link>
                  }
                  second={one.entitlement.kind === 'membership' ? 'Group membership' : one.resourceName}
                />
              )}
            </TableCell>
            <TableCell>{one.through ? `through group ${one.through}` : 'directly'}</TableCell>
            <TableCell>
              <TwoLines first={<Time at={one.since} />} second={<CauseOf cause={one.beganBy} />} />
            </TableCell>
            <TableCell>
              {one.until && one.endedBy ? (
                <TwoLines first={<Time at={one.until} />} second={<CauseOf cause={one.endedBy} />} />
              ) : (
                <Absent label="Still held" />
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** What began or ended something, with a way there. */
export function CauseOf({ cause }: { cause: Cause }) {
  if (cause.href === null) return <>{causes[cause.by]}</>
  return (
    <Link href={cause.href} className="underline underline-offset-3">
      {causes[cause.by]}
    </Link>
  )
}
