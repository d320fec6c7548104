import { RunLog } from '#components/connectors/run-log.tsx'
import { RunPhases } from '#components/connectors/run-phases.tsx'
import { runOrigin, RunOutlook } from '#components/connectors/run-state.tsx'
import { Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { RunDetail } from '#lib/sync/types.ts'

/** The newest run: counts per phase and its log, live while it goes on. */
export function RunProgress({ connectorId, run }: { connectorId: string; run: Wire<RunDetail> }) {
  return (
    <Section
      title={run.finishedAt ? 'Latest run' : 'Current run'}
      description={
        <>
          {runOrigin(run)} <Time at={run.createdAt} /> · {plural(run.vendorCalls, 'call')} to Atlassian
          <p>
            <RunOutlook run={run} />
          </p>
        </>
      }
    >
      <div className="grid gap-4">
        <RunPhases phases={run.phases} />
        <RunLog run={run} href={`/connectors/${connectorId}/runs/${run.id}/log`} />
      </div>
    </Section>
  )
}
