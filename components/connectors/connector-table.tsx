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
import type { ConnectorRow } from '#lib/sync/types.ts'

/** Connectors with their label, app and last good sync. */
export function ConnectorTable({ connectors }: { connectors: readonly ConnectorRow[] }) {
  return (
    <Table label="Connectors">
      <TableHeader>
        <TableRow>
          <TableHead>Connector</TableHead>
          <TableHead>Status</TableHead>
          <TableHead>App</TableHead>
          <TableHead>Last good sync</TableHead>
          <TableHead>Provisioning</TableHead>
          <TableHead>Owners</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {connectors.map((connector) => (
          <TableRow key={connector.id} href={`/connectors/${connector.id}`}>
            <TableCell>
              <TwoLines
                first={
                  <Link href={`/connectors/${connector.id}`} className="font-medium">
                    {connector.displayName}
                  </Link>
                }
                second={connector.kind === 'baton' ? 'Baton, self-hosted' : 'Atlassian'}
              />
            </TableCell>
            <TableCell>
              <TwoLines first={<ConnectorStatusBadge status={connector.status} />} second={connector.error} />
            </TableCell>
            <TableCell>{connector.appName}</TableCell>
            <TableCell>
              {connector.lastSucceededAt ? <Time at={connector.lastSucceededAt} /> : 'Never'}
            </TableCell>
            <TableCell>{connector.provisionRoles || connector.provisionMemberships ? 'On' : 'Off'}</TableCell>
            <TableCell>{connector.owners.join(', ')}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
