import { Cable, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { ConnectorTable } from '#components/connectors/connector-table.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { DraftList } from '#components/setup/draft-list.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { requireActor } from '#lib/auth/session.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { toWire } from '#lib/platform/wire.ts'
import { listDrafts } from '#lib/setup/queries.ts'
import { listConnectors } from '#lib/sync/queries.ts'

export const metadata: Metadata = { title: 'Connectors' }

export default async function ConnectorsPage() {
  const actor = await requireActor()
  const [connectors, drafts] = await Promise.all([listConnectors(actor), listDrafts(actor)])
  const connect = canCreateConnector(actor) ? (
    <Button asChild variant="primary">
      <Link href="/connectors/new">
        {connectors.length > 0 ? <Plus aria-hidden /> : null}
        {connectors.length > 0 ? 'Add a connector' : 'Connect Atlassian'}
      </Link>
    </Button>
  ) : null
  return (
    <>
      <LiveRefresh topic="connector" />
      <LiveRefresh topic="setup" />
      <PageHeader
        title="Connectors"
        description="What Rolecall reads from, and where it grants and revokes."
        actions={connectors.length > 0 ? connect : null}
      />
      {drafts.length > 0 ? <DraftList drafts={toWire(drafts)} /> : null}
      {connectors.length === 0 ? (
        <EmptyState
          icon={<Cable />}
          title="Nothing is connected yet"
          description="Connect your Atlassian organization to see its accounts, groups, workspaces and who holds what."
          action={connect}
        />
      ) : (
        <ConnectorTable connectors={connectors} />
      )}
    </>
  )
}
