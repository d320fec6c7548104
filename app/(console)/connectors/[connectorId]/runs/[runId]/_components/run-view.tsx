'use client'

import { X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, type ReactNode } from 'react'
import { RunError } from '#components/connectors/run-error.tsx'
import { RunLog } from '#components/connectors/run-log.tsx'
import { RunPhases } from '#components/connectors/run-phases.tsx'
import { runOrigin, RunOutlook, RunStatusBadge } from '#components/connectors/run-state.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { useLiveData } from '#components/live/live-provider.tsx'
import { PageHeader, SplitBody } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Link } from '#components/ui/link.tsx'
import { Card, Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { formatCount, formatDuration } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { cancelSync } from '#lib/sync/actions.ts'
import type { RunDetail } from '#lib/sync/types.ts'
import { CallTable } from './call-table.tsx'

export interface RunViewProps {
  connector: { id: string; displayName: string; mayManage: boolean }
  initialRun: Wire<RunDetail>
  held: ReactNode
  changes: ReactNode
}

/** One run, live while it goes on; what it changed is read anew when it has ended. */
export function RunView({ connector, initialRun, held, changes }: RunViewProps) {
  const page = `/connectors/${connector.id}/runs/${initialRun.id}`
  const run = useLiveData('connector', connector.id, `/api${page}`, initialRun)
  useRefreshAtEnd(run)
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { href: '/connectors', label: 'Connectors' },
          { href: `/connectors/${connector.id}`, label: connector.displayName },
        ]}
        title={
          <>
            Sync of <Time at={run.createdAt} format="absolute" />
          </>
        }
        status={
          <span role="status" aria-label="Status of the sync">
            <RunStatusBadge status={run.status} heldOutcome={run.heldOutcome} />
          </span>
        }
        description={<RunOutlook run={run} />}
        actions={
          connector.mayManage && !run.finishedAt ? (
            <ActionButton icon={<X aria-hidden />} action={() => cancelSync({ runId: run.id })}>
              Cancel the sync
            </ActionButton>
          ) : null
        }
      />
      <SplitBody aside={<RunFacts run={run} />}>
        {held}
        <RunError run={run} connectorId={connector.id} />
        <Section title="Phases">
          <RunPhases phases={run.phases} />
        </Section>
        {changes}
        <Section title="Calls to Atlassian">
          <CallTable calls={run.calls} />
        </Section>
        <Section
          title="Log"
          actions={
            run.logTotal > 0 ? (
              <Button size="sm" asChild>
                <Link href={`${page}/log`}>Whole log</Link>
              </Button>
            ) : null
          }
        >
          <RunLog run={run} href={`${page}/log`} />
        </Section>
      </SplitBody>
    </>
  )
}

function useRefreshAtEnd({ status, finishedAt }: Wire<RunDetail>): void {
  const router = useRouter()
  const state = `${status} ${finishedAt}`
  const shown = useRef(state)
  useEffect(() => {
    if (shown.current === state) return
    shown.current = state
    router.refresh()
  }, [state, router])
}

function RunFacts({ run }: { run: Wire<RunDetail> }) {
  const waitedMs = run.calls.reduce((sum, one) => sum + one.waitedMs, 0)
  return (
    <Card title="About this sync">
      <DefinitionList>
        <Definition label="Began">{runOrigin(run)}</Definition>
        <Definition label="Started">{run.startedAt ? <Time at={run.startedAt} /> : null}</Definition>
        <Definition label="Took">
          {run.startedAt && run.finishedAt
            ? formatDuration(new Date(run.finishedAt).getTime() - new Date(run.startedAt).getTime())
            : null}
        </Definition>
        <Definition label="Calls">{formatCount(run.vendorCalls)}</Definition>
        <Definition label="Waited">
          {waitedMs >= 1000 ? `${formatDuration(waitedMs)} over all calls` : null}
        </Definition>
      </DefinitionList>
    </Card>
  )
}
