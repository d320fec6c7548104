import { Cable } from 'lucide-react'
import type { Metadata } from 'next'
import { ConnectorTable } from '#components/connectors/connector-table.tsx'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { requireActor } from '#lib/auth/session.ts'
import { listConnectorsOfApp } from '#lib/sync/queries.ts'

export const metadata: Metadata = { title: 'Connectors' }

export default async function AppConnectorsPage({ params }: PageProps<'/apps/[appId]/connectors'>) {
  const actor = await requireActor()
  const { appId } = await params
  const connectors = await listConnectorsOfApp(actor, appId)
  if (connectors.length === 0) return <NoRows icon={<Cable />} thing="connectors" filtered={false} />
  return <ConnectorTable connectors={connectors} />
}
