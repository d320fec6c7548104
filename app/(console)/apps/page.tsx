import { AppWindow, FileUp } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { Pager } from '#components/data-table/pager.tsx'
import { TableFrame } from '#components/data-table/table-pending.tsx'
import { TableToolbar } from '#components/data-table/toolbar.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { TabsNav } from '#components/ui/tabs-nav.tsx'
import { listDeletedApps } from '#lib/apps/deletion-queries.ts'
import { canAddApps } from '#lib/apps/permissions.ts'
import { countApps, listApps } from '#lib/apps/queries.ts'
import { AppFilter } from '#lib/apps/schema.ts'
import type { AppCounts, AppView } from '#lib/apps/types.ts'
import { requireActor } from '#lib/auth/session.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { canReadAnyApp } from '#lib/inventory/permissions.ts'
import { toWire } from '#lib/platform/wire.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { AddApp } from './_components/add-app.tsx'
import { AppsTable } from './_components/apps-table.tsx'
import { DeletedTable } from './_components/deleted-table.tsx'
import { UnmanagedTable } from './_components/unmanaged-table.tsx'

export const metadata: Metadata = { title: 'Apps' }

export default async function AppsPage({ searchParams }: PageProps<'/apps'>) {
  const actor = await requireActor()
  const filter = AppFilter.parse(await searchParams)
  const counts = await countApps(actor)
  if (!canReadAnyApp(actor) && counts.deleted === 0) notFound()
  const view = toView(actor, filter.view, counts)
  return (
    <>
      <LiveRefresh topic="connector" />
      <PageHeader
        title="Apps"
        description="What your organization uses, who looks after it, and what Rolecall reads of it."
        actions={canAddApps(actor) ? <Adding actor={actor} /> : null}
        tabs={
          <TabsNav
            label="Views of apps"
            current={`/apps?view=${view}`}
            tabs={[
              { href: '/apps?view=managed', label: 'Managed', count: counts.managed },
              { href: '/apps?view=unmanaged', label: 'Unmanaged', count: counts.unmanaged },
              ...(counts.deleted > 0
                ? [{ href: '/apps?view=deleted', label: 'Deleted', count: counts.deleted }]
                : []),
            ]}
          />
        }
      />
      <TableFrame key={view}>
        {view === 'deleted' ? (
          <Deleted actor={actor} q={filter.q} />
        ) : (
          <Apps actor={actor} filter={{ ...filter, view }} />
        )}
      </TableFrame>
    </>
  )
}

/** The deleted ones are there only while somebody can have them back; whoever has nothing else sees them at once. */
function toView(actor: Actor, asked: AppView, counts: AppCounts): AppView {
  if (counts.deleted > 0 && !canReadAnyApp(actor)) return 'deleted'
  return asked === 'deleted' && counts.deleted === 0 ? 'managed' : asked
}

function Adding({ actor }: { actor: Actor }) {
  return (
    <>
      <Button asChild>
        <Link href="/apps/import">
          <FileUp aria-hidden />
          Import from a file
        </Link>
      </Button>
      <AddApp self={{ userId: actor.userId, name: actor.name, email: actor.email, isInvited: false }} />
    </>
  )
}

async function Apps({
  actor,
  filter,
}: {
  actor: Actor
  filter: AppFilter & { view: 'managed' | 'unmanaged' }
}) {
  const page = await listApps(actor, filter)
  const isManaged = filter.view === 'managed'
  return (
    <>
      <TableToolbar searchLabel="Search apps" />
      {page.rows.length === 0 ? (
        <NoRows
          icon={<AppWindow />}
          thing={isManaged ? 'managed apps' : 'unmanaged apps'}
          filtered={Boolean(filter.q)}
          description={
            isManaged
              ? 'An app is managed once somebody looks after it: connect a system, or add an app.'
              : 'Apps that are only known to exist stand here until somebody looks after them. Import a list to have them at hand.'
          }
          action={isManaged && canCreateConnector(actor) ? <Connect /> : null}
        />
      ) : null}
      {page.rows.length > 0 && isManaged ? <AppsTable rows={page.rows} /> : null}
      {page.rows.length > 0 && !isManaged ? <UnmanagedTable rows={toWire(page.rows)} /> : null}
      <Pager page={page} thing="app" />
    </>
  )
}

function Connect() {
  return (
    <Button asChild variant="primary">
      <Link href="/connectors/new">Connect Atlassian</Link>
    </Button>
  )
}

async function Deleted({ actor, q }: { actor: Actor; q: string | undefined }) {
  const rows = await listDeletedApps(actor, q)
  return (
    <>
      <TableToolbar searchLabel="Search deleted apps" />
      {rows.length === 0 ? (
        <NoRows icon={<AppWindow />} thing="deleted apps" filtered={Boolean(q)} />
      ) : (
        <DeletedTable rows={toWire(rows)} />
      )}
    </>
  )
}
