import { UsersRound } from 'lucide-react'
import type { Metadata } from 'next'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { Pager } from '#components/data-table/pager.tsx'
import { TableToolbar } from '#components/data-table/toolbar.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { listResources } from '#lib/inventory/queries.ts'
import { ResourceFilter } from '#lib/inventory/schema.ts'
import { GroupsTable } from '../../_components/groups-table.tsx'

export const metadata: Metadata = { title: 'Groups' }

export default async function GroupsPage({ params, searchParams }: PageProps<'/apps/[appId]/groups'>) {
  const actor = await requireActor()
  const { appId } = await params
  const filter = ResourceFilter.parse(await searchParams)
  const page = await orNotFound(listResources(actor, appId, 'group', filter))
  return (
    <>
      <TableToolbar searchLabel="Search groups" />
      {page.rows.length === 0 ? (
        <NoRows icon={<UsersRound />} thing="groups" filtered={Boolean(filter.q)} />
      ) : (
        <GroupsTable appId={appId} rows={page.rows} />
      )}
      <Pager page={page} thing="group" />
    </>
  )
}
