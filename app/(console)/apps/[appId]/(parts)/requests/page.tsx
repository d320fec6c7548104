import { Inbox } from 'lucide-react'
import type { Metadata } from 'next'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { Pager } from '#components/data-table/pager.tsx'
import { RequestTable } from '#components/requests/request-table.tsx'
import { requireActor } from '#lib/auth/session.ts'
import { listRequests } from '#lib/requests/queries.ts'
import { RequestFilter } from '#lib/requests/schema.ts'

export const metadata: Metadata = { title: 'Requests' }

export default async function AppRequestsPage({ params, searchParams }: PageProps<'/apps/[appId]/requests'>) {
  const actor = await requireActor()
  const { appId } = await params
  const filter = RequestFilter.parse({ ...(await searchParams), view: 'all', appId })
  const page = await listRequests(actor, filter)
  return (
    <>
      {page.rows.length === 0 ? (
        <NoRows icon={<Inbox />} thing="requests" filtered={false} />
      ) : (
        <RequestTable rows={page.rows} />
      )}
      <Pager page={page} thing="request" />
    </>
  )
}
