import type { Metadata } from 'next'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { toWire } from '#lib/platform/wire.ts'
import { getRemovalLimits } from '#lib/sync/held-queries.ts'
import { getConnector, getProgress } from '#lib/sync/queries.ts'
import { ConnectorFrame } from '../_components/connector-frame.tsx'
import { SettingsView } from './_components/settings-view.tsx'

export const metadata: Metadata = { title: 'Settings of a connector' }

export default async function ConnectorSettingsPage({
  params,
}: PageProps<'/connectors/[connectorId]/settings'>) {
  const actor = await requireActor()
  const { connectorId } = await params
  const connector = toWire(await orNotFound(getConnector(actor, connectorId)))
  const progress = toWire(await orNotFound(getProgress(actor, connectorId)))
  const limits = await orNotFound(getRemovalLimits(actor, connectorId))
  return (
    <ConnectorFrame connector={connector} initialProgress={progress}>
      <SettingsView
        connector={connector}
        initialProgress={progress}
        limits={toWire(limits)}
        self={{ userId: actor.userId, managesAll: canCreateConnector(actor) }}
      />
    </ConnectorFrame>
  )
}
