'use client'

import type { ReactNode } from 'react'
import { KeyExpiry } from '#components/connectors/key-expiry.tsx'
import { RunStatusBadge } from '#components/connectors/run-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import { formatCount, plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { describeProvisioning } from '#lib/sync/labels.ts'
import type { ConnectorDetail, Progress } from '#lib/sync/types.ts'

/** How a connector stands, side by side: the last good sync and the current run, what comes next, what it costs and may do. */
export function ConnectorFacts({
  connector,
  progress,
}: {
  connector: Wire<ConnectorDetail>
  progress: Wire<Progress>
}) {
  const settings = `/connectors/${connector.id}/settings`
  const current = progress.run && !progress.run.finishedAt ? progress.run : null
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-b pb-5 text-sm sm:grid-cols-3 xl:grid-cols-6">
      <Fact label="Last good sync" second={progress.lastSucceededAt ? null : 'Nothing is known yet'}>
        {progress.lastSucceededAt ? <Time at={progress.lastSucceededAt} /> : 'Never'}
      </Fact>
      <Fact
        label="Current run"
        second={
          current ? (
            <>
              {current.startedAt ? <Time at={current.startedAt} /> : 'Starting'} ·{' '}
              {plural(current.vendorCalls, 'call')}
            </>
          ) : null
        }
      >
        {current ? <RunStatusBadge status={current.status} plain /> : 'None'}
      </Fact>
      <Fact label="Next run">
        <NextRun progress={progress} />
      </Fact>
      <Fact label="Calls in 24 hours" second="To Atlassian">
        {formatCount(progress.callsLastDay)}
      </Fact>
      <Fact
        label="Access token"
        second={connector.secretHint ? <span className="font-mono">…{connector.secretHint}</span> : null}
      >
        <AccessToken connector={connector} />
      </Fact>
      <Fact
        label="What it may do"
        second={
          <Link href={`${settings}#provisioning`} className="hover:text-foreground hover:underline">
            Provisioning: {describeProvisioning(connector)}
          </Link>
        }
      >
        {toMay(connector)}
      </Fact>
    </dl>
  )
}

function Fact({ label, second, children }: { label: string; second?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="pt-0.5">
        <div className="break-words tabular-nums">{children}</div>
        {second ? <div className="text-xs text-muted-foreground tabular-nums">{second}</div> : null}
      </dd>
    </div>
  )
}

function NextRun({ progress: { pausedAt, nextSyncAt } }: { progress: Wire<Progress> }) {
  if (pausedAt) return <>Paused</>
  return nextSyncAt ? <Time at={nextSyncAt} /> : <>Within a minute or two</>
}

function AccessToken({ connector: { keyExpiresAt, secretHint } }: { connector: Wire<ConnectorDetail> }) {
  if (keyExpiresAt) return <KeyExpiry at={keyExpiresAt} />
  return <>{secretHint ? 'Expiry unknown' : 'Kept elsewhere'}</>
}

const toMay = ({ provisionRoles, provisionMemberships }: Wire<ConnectorDetail>): string =>
  provisionRoles || provisionMemberships ? 'Read, grant and revoke' : 'Only read'
