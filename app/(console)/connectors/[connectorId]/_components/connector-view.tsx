'use client'

import { RunError } from '#components/connectors/run-error.tsx'
import { ConnectorFacts } from './connector-facts.tsx'
import { ConnectorFrame, useProgress, type ConnectorFrameProps } from './connector-frame.tsx'
import { HeldNotice } from '#components/connectors/held-notice.tsx'
import { RunList } from './run-list.tsx'
import { RunProgress } from './run-progress.tsx'

/** How a connector stands: its facts, what waits for a decision, its latest run live, and the runs before. */
export function ConnectorView(props: ConnectorFrameProps) {
  const { connector } = props
  const progress = useProgress(props)
  const { run, heldPlan } = progress
  return (
    <ConnectorFrame {...props}>
      <ConnectorFacts connector={connector} progress={progress} />
      {heldPlan ? (
        <HeldNotice plan={{ ...heldPlan, connectorId: connector.id, connectorName: null }} />
      ) : null}
      {run ? <RunError run={run} connectorId={connector.id} /> : null}
      {run ? <RunProgress connectorId={connector.id} run={run} /> : null}
      <RunList connectorId={connector.id} runs={progress.runs} total={progress.runsTotal} />
    </ConnectorFrame>
  )
}
