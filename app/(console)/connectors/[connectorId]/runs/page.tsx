import { History } from 'lucide-react'
import type { Metadata } from 'next'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { Pager } from '#components/data-table/pager.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { toWire } from '#lib/platform/wire.ts'
import { getConnector, getProgress } from '#lib/sync/queries.ts'
import { listRuns } from '#lib/sync/run-queries.ts'
import { RunListFilter } from '#lib/sync/schema.ts'
import { ConnectorFrame } from '../_components/connector-frame.tsx'
import { RunTable } from '../_components/run-list.tsx'

export const metadata: Metadata = { title: 'Runs' }

export default async function RunsPage({
  params,
  searchParams,
}: PageProps<'/connectors/[connectorId]/runs'>) {
  const actor = await requireActor()
  const { connectorId } = await params
  const connector = await orNotFound(getConnector(actor, connectorId))
  const progress = await orNotFound(getProgress(actor, connectorId))
  const page = await orNotFound(listRuns(actor, connectorId, RunListFilter.parse(await searchParams)))
  return (
    <ConnectorFrame connector={toWire(connector)} initialProgress={toWire(progress)}>
      <LiveRefresh topic="connector" />
      <h2 className="sr-only">Runs</h2>
      {page.rows.length === 0 ? (
        <NoRows
          icon={<History />}
          thing="runs"
          filtered={page.total > 0}
          description="The first sync begins when the connector is set up, the next ones by its schedule."
        />
      ) : (
        <RunTable connectorId={connector.id} runs={toWire(page.rows)} />
      )}
      <Pager page={page} thing="run" />
    </ConnectorFrame>
  )
}
