import { ConnectorStatusBadge } from '#components/connectors/connector-status.tsx'
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
import { Time } from '#components/ui/time.tsx'
import { kindLabels } from '#lib/sync/labels.ts'
import type { AppConnector } from '#lib/apps/types.ts'

/** How an app is read; a connector leads to its page for those who may see that. */
export function AppConnectors({ connectors }: { connectors: readonly AppConnector[] }) {
  return (
    <Table label="Connectors">
      <TableHeader>
        <TableRow>
          <TableHead>Connector</TableHead>
          <TableHead>Status</TableHead>
          <TableHead>Last good sync</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {connectors.map(({ id, displayName, kind, status, error, lastSucceededAt, mayOpen }) => (
          <TableRow key={id} href={mayOpen ? `/connectors/${id}` : undefined}>
            <TableCell>
              <TwoLines
                first={
                  mayOpen ? (
                    <Link href={`/connectors/${id}`} className="font-medium">
                      {displayName}
                    </Link>
                  ) : (
                    displayName
                  )
                }
                second={kindLabels[kind]}
              />
            </TableCell>
            <TableCell>
              <TwoLines first={<ConnectorStatusBadge status={status} />} second={error} />
            </TableCell>
            <TableCell>{lastSucceededAt ? <Time at={lastSucceededAt} /> : 'Never'}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
