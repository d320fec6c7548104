import type { Metadata } from 'next'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { listAppConnectors } from '#lib/apps/queries.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { AppConnectors } from '../../_components/app-connectors.tsx'
import { ConnectApp } from '../../_components/connect-app.tsx'

export const metadata: Metadata = { title: 'Connectors' }

export default async function AppConnectorsPage({ params }: PageProps<'/apps/[appId]/connectors'>) {
  const actor = await requireActor()
  const { appId } = await params
  const connectors = await orNotFound(listAppConnectors(actor, appId))
  if (connectors.length === 0) return <ConnectApp appId={appId} mayConnect={canCreateConnector(actor)} />
  return <AppConnectors connectors={connectors} />
}
