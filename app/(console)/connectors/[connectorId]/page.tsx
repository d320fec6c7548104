import type { Metadata } from 'next'
import { findSelfHosted } from '#lib/connectors/queries.ts'
import { requireActor } from '#lib/auth/session.ts'
import { toWire } from '#lib/platform/wire.ts'
import { getConnector, getProgress } from '#lib/sync/queries.ts'
import { orNotFound } from '#lib/auth/page.ts'
import { ConnectorView } from './_components/connector-view.tsx'
import { SelfHostedView } from './_components/self-hosted/self-hosted-view.tsx'

export const metadata: Metadata = { title: 'Connector' }

export default async function ConnectorPage({ params }: PageProps<'/connectors/[connectorId]'>) {
  const actor = await requireActor()
  const { connectorId } = await params
  const connector = toWire(await orNotFound(getConnector(actor, connectorId)))
  const initialProgress = toWire(await orNotFound(getProgress(actor, connectorId)))
  const selfHosted = await findSelfHosted(actor, connectorId)
  if (selfHosted)
    return <SelfHostedView {...{ connector, initialProgress }} selfHosted={toWire(selfHosted)} />
  return <ConnectorView {...{ connector, initialProgress }} />
}
