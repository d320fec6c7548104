'use client'

import { ConnectorStatusBadge } from '#components/connectors/connector-status.tsx'
import { RunError } from '#components/connectors/run-error.tsx'
import { RunLog } from '#components/connectors/run-log.tsx'
import { RunPhases } from '#components/connectors/run-phases.tsx'
import { RunOutlook } from '#components/connectors/run-state.tsx'
import { useLiveData } from '#components/live/live-provider.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import type { DraftDetail } from '#lib/setup/types.ts'
import type { Progress } from '#lib/sync/types.ts'

/** The same page once the connector is saved: its first sync, live. */
export function SetupProgress({
  draft,
  connectorId,
  appId,
  initial,
}: {
  draft: Wire<DraftDetail>
  connectorId: string
  appId: string
  initial: Wire<Progress>
}) {
  const progress = useLiveData('connector', connectorId, `/api/connectors/${connectorId}/progress`, initial)
  const { run, status } = progress
  return (
    <div className="grid min-w-0 content-start gap-6 lg:[--gutter:0px]">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="flex flex-wrap items-center gap-2.5 text-lg font-semibold tracking-tight">
            {draft.organizationName ?? 'The connector'}
            <span role="status" aria-label="Connector status">
              <ConnectorStatusBadge status={status} />
            </span>
          </h2>
          <p className="mt-1 max-w-prose text-sm text-muted-foreground">{toSentence(progress)}</p>
          <p className="text-sm text-muted-foreground">{run ? <RunOutlook run={run} /> : null}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button asChild>
            <Link href={`/connectors/${connectorId}`}>Open the connector</Link>
          </Button>
          {status === 'Connected' ? (
            <Button asChild variant="primary">
              <Link href={`/apps/${appId}/accounts`}>See the accounts</Link>
            </Button>
          ) : null}
        </div>
      </div>
      {run ? (
        <>
          <RunError run={run} connectorId={connectorId} />
          <RunPhases phases={run.phases} />
          <RunLog run={run} href={`/connectors/${connectorId}/runs/${run.id}/log`} />
        </>
      ) : null}
    </div>
  )
}

function toSentence({ status }: Wire<Progress>): string {
  if (status === 'Syncing')
    return 'Saved. The first sync reads the organization; you may leave this page, it goes on by itself.'
  if (status === 'Connected') return 'Connected. From now on it syncs by its schedule.'
  if (status === 'Error') return 'Saved, but the first sync did not get through. Its cause is below.'
  return 'Saved.'
}
