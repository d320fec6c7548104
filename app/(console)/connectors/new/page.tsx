import type { Metadata } from 'next'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { requireActor } from '#lib/auth/session.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { findSandbox } from '#lib/connectors/queries.ts'
import { ConnectAtlassianForm } from './_components/connect-atlassian-form.tsx'

export const metadata: Metadata = { title: 'Connect Atlassian' }

export default async function ConnectPage() {
  const actor = await requireActor()
  if (!canCreateConnector(actor)) {
    return (
      <EmptyState
        title="Connecting is for administrators"
        description="A Connector Administrator or Super Administrator connects systems. Ask one of them."
      />
    )
  }
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6">
      <PageHeader
        breadcrumbs={[{ href: '/connectors', label: 'Connectors' }]}
        title="Connect Atlassian"
        description="Rolecall reads your organization with an API key. It takes about five minutes; nothing is stored before Atlassian has accepted the key."
      />
      <ConnectAtlassianForm ownerName={actor.name} sandbox={findSandbox(actor)} />
    </div>
  )
}
