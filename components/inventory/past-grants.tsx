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
import { Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import type { PastGrant } from '#lib/inventory/types.ts'

/** What was held once and is not any more. Nothing is shown when there is none. */
export function PastGrants({
  past,
  show,
  appId,
}: {
  past: readonly PastGrant[]
  show: 'account' | 'entitlement'
  appId: string
}) {
  if (past.length === 0) return null
  return (
    <Section title="Past grants">
      <Table label="Past grants">
        <TableHeader>
          <TableRow>
            <TableHead>{show === 'account' ? 'Account' : 'Entitlement'}</TableHead>
            <TableHead>From</TableHead>
            <TableHead>Until</TableHead>
            <TableHead>Ended by</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {past.map((grant) => (
            <TableRow key={grant.id}>
              <TableCell>
                {show === 'account' ? (
                  <Link href={`/apps/${appId}/accounts/${grant.accountId}`} className="hover:underline">
                    {grant.accountName}
                  </Link>
                ) : (
                  <TwoLines first={grant.label} second={grant.resourceName} />
                )}
              </TableCell>
              <TableCell>
                <Time at={grant.from} />
              </TableCell>
              <TableCell>
                <Time at={grant.to} />
              </TableCell>
              <TableCell>
                {grant.byRequestId ? (
                  <Link href={`/requests/${grant.byRequestId}`} className="underline underline-offset-3">
                    Request
                  </Link>
                ) : (
                  'Sync: gone in Atlassian'
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
