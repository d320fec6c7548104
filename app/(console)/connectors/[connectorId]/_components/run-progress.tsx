import { RunLog } from '#components/connectors/run-log.tsx'
import { RunPhases } from '#components/connectors/run-phases.tsx'
import { runOrigin, RunOutlook, RunStatusBadge } from '#components/connectors/run-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { RunDetail } from '#lib/sync/types.ts'

/** The newest run: counts per phase and its log, live while it goes on. */
export function RunProgress({ connectorId, run }: { connectorId: string; run: Wire<RunDetail> }) {
  const page = `/connectors/${connectorId}/runs/${run.id}`
  return (
    <Section
      title={run.finishedAt ? 'Latest run' : 'Current run'}
      description={
        <>
          <span className="flex flex-wrap items-center gap-x-1.5">
            <RunStatusBadge status={run.status} heldOutcome={run.heldOutcome} plain />
            <span>
              {runOrigin(run)} <Time at={run.createdAt} /> · {plural(run.vendorCalls, 'call')} to Atlassian
            </span>
          </span>
          <p>
            <RunOutlook run={run} />
          </p>
        </>
      }
      actions={
        <Button size="sm" asChild>
          <Link href={page}>Open the run</Link>
        </Button>
      }
    >
      <div className="grid gap-4">
        <RunPhases phases={run.phases} />
        <RunLog run={run} href={`${page}/log`} />
      </div>
    </Section>
  )
}
