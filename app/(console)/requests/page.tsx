import { Inbox, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { Pager } from '#components/data-table/pager.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { RequestTable } from '#components/requests/request-table.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { TabsNav } from '#components/ui/tabs-nav.tsx'
import { requireActor } from '#lib/auth/session.ts'
import { countToDecide, listRequests } from '#lib/requests/queries.ts'
import { RequestFilter } from '#lib/requests/schema.ts'

export const metadata: Metadata = { title: 'Requests' }

const emptyTexts = {
  mine: {
    title: 'You have not asked for anything yet',
    description: 'Ask for a role and follow it here until it is verified.',
  },
  decide: {
    title: 'Nothing waits for you',
    description: 'Requests that you may approve or deny appear here by themselves.',
  },
  all: {
    title: 'No requests yet',
    description: 'Every request that you may see appears here, decided or not.',
  },
}

export default async function RequestsPage({ searchParams }: PageProps<'/requests'>) {
  const actor = await requireActor()
  const filter = RequestFilter.parse(await searchParams)
  const [page, toDecide] = await Promise.all([listRequests(actor, filter), countToDecide(actor)])
  const ask = (
    <Button asChild variant="primary">
      <Link href="/requests/new">
        <Plus aria-hidden />
        Request a role
      </Link>
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Requests"
        description="From asking to verified, with every step and who took it."
        actions={ask}
        tabs={
          <TabsNav
            label="Views of requests"
            current={`/requests?view=${filter.view}`}
            tabs={[
              { href: '/requests?view=mine', label: 'Mine' },
              { href: '/requests?view=decide', label: 'To decide', count: toDecide },
              { href: '/requests?view=all', label: 'All' },
            ]}
          />
        }
      />
      {page.rows.length === 0 ? (
        <EmptyState
          icon={<Inbox />}
          {...emptyTexts[filter.view]}
          action={filter.view === 'mine' ? ask : null}
        />
      ) : (
        <>
          <RequestTable rows={page.rows} />
          <Pager page={page} thing="request" />
        </>
      )}
    </>
  )
}
