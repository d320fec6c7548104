'use client'

import { CirclePause, CirclePlay, RefreshCw, X } from 'lucide-react'
import { ConnectorStatusBadge } from '#components/connectors/connector-status.tsx'
import { RunError } from '#components/connectors/run-error.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { useLiveData } from '#components/live/live-provider.tsx'
import { PageHeader, SplitBody } from '#components/shell/page-header.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import { cancelSync, setPaused, startSync } from '#lib/sync/actions.ts'
import type { ConnectorDetail, Progress } from '#lib/sync/types.ts'
import { ConnectorSettings } from './connector-settings.tsx'
import { HeldNotice } from './held-notice.tsx'
import { RunList } from './run-list.tsx'
import { RunProgress } from './run-progress.tsx'
import { ScheduleCard } from './schedule-card.tsx'

export function ConnectorView({
  connector,
  initialProgress,
}: {
  connector: Wire<ConnectorDetail>
  initialProgress: Wire<Progress>
}) {
  const progress = useLiveData(
    'connector',
    connector.id,
    `/api/connectors/${connector.id}/progress`,
    initialProgress,
  )
  const { run, heldPlan } = progress
  return (
    <>
      <PageHeader
        breadcrumbs={[{ href: '/connectors', label: 'Connectors' }]}
        title={connector.displayName}
        status={
          <span role="status" aria-label="Connector status">
            <ConnectorStatusBadge status={progress.status} />
          </span>
        }
        description={
          <>
            Atlassian connector of the app{' '}
            <Link
              href={`/apps/${connector.app.id}`}
              className="text-accent-text underline underline-offset-3"
            >
              {connector.app.displayName}
            </Link>
            {progress.lastSucceededAt ? (
              <>
                {' '}
                · last good sync <Time at={progress.lastSucceededAt} />
              </>
            ) : null}
            {progress.nextSyncAt && progress.status !== 'Syncing' ? (
              <>
                {' '}
                · next <Time at={progress.nextSyncAt} />
              </>
            ) : null}
          </>
        }
        actions={
          connector.mayManage ? (
            <>
              <ActionButton
                icon={progress.pausedAt ? <CirclePlay aria-hidden /> : <CirclePause aria-hidden />}
                action={() => setPaused({ connectorId: connector.id, paused: !progress.pausedAt })}
              >
                {progress.pausedAt ? 'Resume' : 'Pause'}
              </ActionButton>
              {run && !run.finishedAt ? (
                <ActionButton icon={<X aria-hidden />} action={() => cancelSync({ runId: run.id })}>
                  Cancel the sync
                </ActionButton>
              ) : (
                <ActionButton
                  variant="primary"
                  icon={<RefreshCw aria-hidden />}
                  disabled={progress.pausedAt !== null}
                  action={() => startSync({ connectorId: connector.id })}
                >
                  Sync now
                </ActionButton>
              )}
            </>
          ) : null
        }
      />
      <SplitBody
        aside={
          <>
            <ScheduleCard connector={connector} progress={progress} />
            <ConnectorSettings connector={connector} />
          </>
        }
      >
        {heldPlan ? <HeldNotice connectorId={connector.id} plan={heldPlan} /> : null}
        {run ? <RunError run={run} /> : null}
        {run ? <RunProgress connectorId={connector.id} run={run} /> : null}
        <RunList connectorId={connector.id} runs={progress.runs} total={progress.runsTotal} />
      </SplitBody>
    </>
  )
}
