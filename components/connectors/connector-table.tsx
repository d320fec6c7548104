import { ConnectorStatusBadge } from '#components/connectors/connector-status.tsx'
import { KeyExpiry } from '#components/connectors/key-expiry.tsx'
import { RunStatusBadge } from '#components/connectors/run-state.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { nameOwners } from '#components/people/name-owners.ts'
import { Absent } from '#components/ui/definition-list.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import { describeProvisioning, kindLabels } from '#lib/sync/labels.ts'
import { plural } from '#lib/platform/format.ts'
import type { ConnectorRow } from '#lib/sync/types.ts'

/** Connectors with their label, app and owners, last good sync beside the one that goes on, and what comes next. */
export function ConnectorTable({ connectors }: { connectors: readonly ConnectorRow[] }) {
  return (
    <Table label="Connectors">
      <TableHeader>
        <TableRow>
          <TableHead>Connector</TableHead>
          <TableHead>Status</TableHead>
          <TableHead>App and owners</TableHead>
          <TableHead>Last good sync</TableHead>
          <TableHead>Current run</TableHead>
          <TableHead>Next run</TableHead>
          <TableHead>Access token</TableHead>
          <TableHead>Provisioning</TableHead>
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
                second={kindLabels[connector.kind]}
              />
            </TableCell>
            <TableCell>
              <div className="max-w-64 min-w-24">
                <ConnectorStatusBadge status={connector.status} />
                {connector.error ? (
                  <p className="line-clamp-2 pt-0.5 text-xs text-muted-foreground" title={connector.error}>
                    {connector.error}
                  </p>
                ) : null}
              </div>
            </TableCell>
            <TableCell>
              <TwoLines first={connector.appName} second={nameOwners(connector.owners)} />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              {connector.lastSucceededAt ? <Time at={connector.lastSucceededAt} /> : 'Never'}
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <CurrentRun run={connector.run} />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <NextRun connector={connector} />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <AccessToken connector={connector} />
            </TableCell>
            <TableCell className="whitespace-nowrap">{describeProvisioning(connector)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function CurrentRun({ run }: Pick<ConnectorRow, 'run'>) {
  if (!run) return <Absent label="None is running" />
  return (
    <>
      <RunStatusBadge status={run.status} plain />
      <div className="text-xs text-muted-foreground">
        {run.startedAt ? <Time at={run.startedAt} /> : 'Starting'} · {plural(run.vendorCalls, 'call')}
      </div>
    </>
  )
}

function NextRun({ connector: { pausedAt, nextSyncAt, run } }: { connector: ConnectorRow }) {
  if (pausedAt) return <>Paused</>
  if (nextSyncAt) return <Time at={nextSyncAt} />
  return run ? <>After this one</> : <Absent label="Not planned" />
}

function AccessToken({ connector: { keyExpiresAt, secretHint } }: { connector: ConnectorRow }) {
  if (keyExpiresAt) return <KeyExpiry at={keyExpiresAt} />
  return secretHint ? <>Expiry unknown</> : <Absent label="Rolecall keeps none" />
}
