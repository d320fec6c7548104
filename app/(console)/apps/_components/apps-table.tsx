import { AppMark } from '#components/apps/app-mark.tsx'
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
import type { AppConnector, AppRow } from '#lib/apps/types.ts'
import type { ConnectorStatus } from '#lib/connectors/types.ts'
import { formatCount } from '#lib/platform/format.ts'
import { OwnerNames } from './owner-names.tsx'

/** Managed apps with who looks after them and how they are read. */
export function AppsTable({ rows }: { rows: readonly AppRow[] }) {
  return (
    <Table label="Apps">
      <TableHeader>
        <TableRow>
          <TableHead>App</TableHead>
          <TableHead>Owners</TableHead>
          <TableHead>Connectors</TableHead>
          <TableHead align="right">Accounts</TableHead>
          <TableHead align="right">Entitlements</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((app) => (
          <TableRow key={app.id} href={`/apps/${app.id}`}>
            <TableCell>
              <TwoLines
                leading={<AppMark name={app.displayName} icon={app.icon} />}
                first={
                  <Link href={`/apps/${app.id}`} className="font-medium">
                    {app.displayName}
                  </Link>
                }
                second={app.description}
              />
            </TableCell>
            <TableCell>
              <OwnerNames owners={app.owners} />
            </TableCell>
            <TableCell>
              <Connectors connectors={app.connectors} />
            </TableCell>
            <TableCell align="right">{formatCount(app.accounts)}</TableCell>
            <TableCell align="right">{formatCount(app.entitlements)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** What needs somebody comes first. */
const urgency: ConnectorStatus[] = ['Error', 'Held', 'Not connected', 'Paused', 'Syncing', 'Connected']

function Connectors({ connectors }: { connectors: AppConnector[] }) {
  const [worst, ...others] = connectors.toSorted(
    (a, b) => urgency.indexOf(a.status) - urgency.indexOf(b.status),
  )
  if (!worst) return <span className="text-muted-foreground">No connector</span>
  return (
    <TwoLines
      first={
        <>
          <ConnectorStatusBadge status={worst.status} />
          {others.length > 0 ? (
            <span className="ml-2 text-muted-foreground">and {others.length} more</span>
          ) : null}
        </>
      }
      second={
        worst.lastSucceededAt ? (
          <>
            Last good sync <Time at={worst.lastSucceededAt} />
          </>
        ) : (
          'No good sync yet'
        )
      }
    />
  )
}
