import type { Metadata } from 'next'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { DraftList } from '#components/setup/draft-list.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { getApp } from '#lib/apps/queries.ts'
import { toWire } from '#lib/platform/wire.ts'
import { canSeeDrafts } from '#lib/setup/permissions.ts'
import { listDrafts } from '#lib/setup/queries.ts'
import { Catalog } from './_components/catalog.tsx'

export const metadata: Metadata = { title: 'Add a connector' }

export default async function CatalogPage({ searchParams }: PageProps<'/connectors/new'>) {
  const actor = await requireActor()
  if (!canSeeDrafts(actor)) {
    return (
      <EmptyState
        title="Connecting is for administrators"
        description="A Connector Administrator or Super Administrator connects systems. Ask one of them."
      />
    )
  }
  const { app: appId } = await searchParams
  const app = typeof appId === 'string' ? await orNotFound(getApp(actor, appId)) : null
  const drafts = await listDrafts(actor)
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-8 pb-16">
      <LiveRefresh topic="setup" />
      <PageHeader
        breadcrumbs={[{ href: '/connectors', label: 'Connectors' }]}
        title="Add a connector"
        description={
          app
            ? `For the app ${app.displayName}. Choose what to connect it to.`
            : 'Choose what to connect. Everything you enter is kept, so you can stop and go on at any step.'
        }
      />
      {drafts.length > 0 ? <DraftList drafts={toWire(drafts)} /> : null}
      {canCreateConnector(actor) ? <Catalog appId={app?.id ?? null} /> : null}
    </div>
  )
}
