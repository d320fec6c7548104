'use client'

import { RefreshCw } from 'lucide-react'
import { ConnectorStatusBadge } from '#components/connectors/connector-status.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { useLiveData } from '#components/live/live-provider.tsx'
import { PageHeader, SplitBody } from '#components/shell/page-header.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import { startSync } from '#lib/sync/actions.ts'
import type { ConnectorDetail, Progress } from '#lib/sync/types.ts'
import { ConnectorSettings } from './connector-settings.tsx'
import { RunError } from './run-error.tsx'
import { RunList } from './run-list.tsx'
import { RunProgress } from './run-progress.tsx'

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
  const { run } = progress
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
          </>
        }
        actions={
          connector.mayManage ? (
            <ActionButton
              variant="primary"
              icon={<RefreshCw aria-hidden />}
              disabled={progress.status === 'Syncing'}
              action={() => startSync({ connectorId: connector.id })}
            >
              Sync now
            </ActionButton>
          ) : null
        }
      />
      <SplitBody aside={<ConnectorSettings connector={connector} />}>
        {run?.error ? <RunError error={run.error} /> : null}
        {run ? <RunProgress run={run} /> : null}
        <RunList runs={progress.runs} />
      </SplitBody>
    </>
  )
}
