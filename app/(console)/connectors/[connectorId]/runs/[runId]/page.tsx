import type { Metadata } from 'next'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { toWire } from '#lib/platform/wire.ts'
import { listLosses } from '#lib/sync/held-queries.ts'
import { getConnector } from '#lib/sync/queries.ts'
import { getRun, listRunChanges } from '#lib/sync/run-queries.ts'
import { HeldPanel } from './_components/held-panel.tsx'
import { RunChangeList } from './_components/run-change-list.tsx'
import { RunView } from './_components/run-view.tsx'

export const metadata: Metadata = { title: 'Sync' }

export default async function RunPage({ params }: PageProps<'/connectors/[connectorId]/runs/[runId]'>) {
  const actor = await requireActor()
  const { connectorId, runId } = await params
  const connector = await orNotFound(getConnector(actor, connectorId))
  const run = await orNotFound(getRun(actor, runId))
  const changes = await orNotFound(listRunChanges(actor, runId))
  const losses = run.held?.state === 'waiting' && connector.mayManage ? await listLosses(actor, runId) : []
  return (
    <RunView
      connector={{ id: connector.id, displayName: connector.displayName, mayManage: connector.mayManage }}
      initialRun={toWire(run)}
      held={
        run.held ? (
          <HeldPanel
            connectorId={connector.id}
            runId={run.id}
            held={toWire(run.held)}
            losses={losses}
            causes={run.phases.flatMap(({ status, cause }) => (status === 'held' && cause ? [cause] : []))}
            mayDecide={connector.mayManage}
          />
        ) : null
      }
      changes={
        <RunChangeList
          appId={connector.app.id}
          changes={changes}
          href={`/connectors/${connector.id}/runs/${run.id}/changes`}
        />
      }
    />
  )
}
