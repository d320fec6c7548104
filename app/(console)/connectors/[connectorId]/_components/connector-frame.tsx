'use client'

import { CirclePause, CirclePlay, RefreshCw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { ConnectorStatusBadge } from '#components/connectors/connector-status.tsx'
import { Callout } from '#components/feedback/callout.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { useLiveData } from '#components/live/live-provider.tsx'
import { nameOwners } from '#components/people/name-owners.ts'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Link } from '#components/ui/link.tsx'
import { TabsNav } from '#components/ui/tabs-nav.tsx'
import { Time } from '#components/ui/time.tsx'
import { isSelfHosted } from '#lib/connectors/catalog.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { cancelSync, setPaused, startSync } from '#lib/sync/actions.ts'
import { kindLabels } from '#lib/sync/labels.ts'
import type { ConnectorDetail, Progress } from '#lib/sync/types.ts'

export interface ConnectorFrameProps {
  connector: Wire<ConnectorDetail>
  initialProgress: Wire<Progress>
}

/** What a connector's pages show live: they share one answer. */
export const useProgress = ({ connector: { id }, initialProgress }: ConnectorFrameProps): Wire<Progress> =>
  useLiveData('connector', id, `/api/connectors/${id}/progress`, initialProgress)

/** The head of a connector's pages: its label, what can be done, and the way between them. */
export function ConnectorFrame({ children, ...props }: ConnectorFrameProps & { children: ReactNode }) {
  const { connector } = props
  const progress = useProgress(props)
  // it syncs by itself, where it runs
  const runsElsewhere = isSelfHosted(connector.kind)
  const page = `/connectors/${connector.id}`
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
            {kindLabels[connector.kind] ?? connector.kind} connector of the app{' '}
            <Link
              href={`/apps/${connector.app.id}`}
              className="text-accent-text underline underline-offset-3"
            >
              {connector.app.displayName}
            </Link>
            , owned by {nameOwners(connector.owners.map((owner) => owner.name))}
          </>
        }
        actions={
          connector.mayManage && !runsElsewhere ? (
            <Acts connectorId={connector.id} progress={progress} />
          ) : null
        }
        tabs={
          <TabsNav
            label={`Parts of ${connector.displayName}`}
            tabs={[
              { href: page, label: 'Overview', exact: true },
              ...(runsElsewhere && progress.runsTotal === 0
                ? []
                : [{ href: `${page}/runs`, label: 'Runs', count: progress.runsTotal }]),
              { href: `${page}/settings`, label: 'Settings' },
            ]}
          />
        }
      />
      {progress.pausedAt ? <PausedNotice pausedAt={progress.pausedAt} /> : null}
      {children}
    </>
  )
}

const pausedNoticeId = 'connector-is-paused'

function PausedNotice({ pausedAt }: { pausedAt: string }) {
  return (
    <Callout tone="neutral" icon={<CirclePause />} title="This connector is paused">
      <span id={pausedNoticeId}>
        Paused <Time at={pausedAt} />. No sync begins until it is resumed; the pages show what was known then.
      </span>
    </Callout>
  )
}

function Acts({ connectorId, progress }: { connectorId: string; progress: Wire<Progress> }) {
  const { run, pausedAt } = progress
  const isPaused = pausedAt !== null
  return (
    <>
      <ActionButton
        variant={isPaused ? 'primary' : 'secondary'}
        icon={isPaused ? <CirclePlay aria-hidden /> : <CirclePause aria-hidden />}
        action={() => setPaused({ connectorId, paused: !isPaused })}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </ActionButton>
      {run && !run.finishedAt ? (
        <ActionButton icon={<X aria-hidden />} action={() => cancelSync({ runId: run.id })}>
          Cancel the sync
        </ActionButton>
      ) : (
        <ActionButton
          variant={isPaused ? 'secondary' : 'primary'}
          icon={<RefreshCw aria-hidden />}
          disabled={isPaused}
          aria-describedby={isPaused ? pausedNoticeId : undefined}
          title={isPaused ? 'Paused: resume it to sync' : undefined}
          action={() => startSync({ connectorId })}
        >
          Sync now
        </ActionButton>
      )}
    </>
  )
}
