import { Cable, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { ConnectorTable } from '#components/connectors/connector-table.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { requireActor } from '#lib/auth/session.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { listConnectors } from '#lib/sync/queries.ts'

export const metadata: Metadata = { title: 'Connectors' }

export default async function ConnectorsPage() {
  const actor = await requireActor()
  const connectors = await listConnectors(actor)
  const connect = canCreateConnector(actor) ? (
    <Button asChild variant="primary">
      <Link href="/connectors/new">
        <Plus aria-hidden />
        Connect Atlassian
      </Link>
    </Button>
  ) : null
  return (
    <>
      <LiveRefresh topic="connector" />
      <PageHeader
        title="Connectors"
        description="What Rolecall reads from, and where it grants and revokes."
        actions={connectors.length > 0 ? connect : null}
      />
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
