import { LayoutGrid } from 'lucide-react'
import type { Metadata } from 'next'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { Pager } from '#components/data-table/pager.tsx'
import { TableToolbar } from '#components/data-table/toolbar.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { listResources } from '#lib/inventory/queries.ts'
import { ResourceFilter } from '#lib/inventory/schema.ts'
import { WorkspacesTable } from '../../_components/workspaces-table.tsx'

export const metadata: Metadata = { title: 'Workspaces' }

export default async function WorkspacesPage({
  params,
  searchParams,
}: PageProps<'/apps/[appId]/workspaces'>) {
  const actor = await requireActor()
  const { appId } = await params
  const filter = ResourceFilter.parse(await searchParams)
  const page = await orNotFound(listResources(actor, appId, 'workspace', filter))
  return (
    <>
      <TableToolbar searchLabel="Search workspaces" />
      {page.rows.length === 0 ? (
        <NoRows icon={<LayoutGrid />} thing="workspaces" filtered={Boolean(filter.q)} />
      ) : (
        <WorkspacesTable appId={appId} rows={page.rows} />
      )}
      <Pager page={page} thing="workspace" />
    </>
  )
}
