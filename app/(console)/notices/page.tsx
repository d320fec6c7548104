import { BellOff } from 'lucide-react'
import type { Metadata } from 'next'
import { Pager } from '#components/data-table/pager.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { requireActor } from '#lib/auth/session.ts'
import { listAllNotices } from '#lib/notifications/queries.ts'
import { NoticeFilter } from '#lib/notifications/schema.ts'
import { toWire } from '#lib/platform/wire.ts'
import { MarkAllRead } from './_components/mark-all-read.tsx'
import { NoticeTable } from './_components/notice-table.tsx'

export const metadata: Metadata = { title: 'Notices' }

export default async function NoticesPage({ searchParams }: PageProps<'/notices'>) {
  const actor = await requireActor()
  const page = await listAllNotices(actor, NoticeFilter.parse(await searchParams))
  return (
    <>
      <LiveRefresh topic="notification" />
      <PageHeader
        title="Notices"
        description="What you were told, here and by mail: what is new first."
        actions={page.unread > 0 ? <MarkAllRead /> : null}
      />
      {page.rows.length === 0 ? (
        <EmptyState
          icon={<BellOff />}
          title="Nothing to know"
          description="When something waits for you, or goes wrong with what you look after, it is told here and by mail."
        />
      ) : (
        <>
          <NoticeTable notices={toWire(page.rows)} />
          <Pager page={page} thing="notice" />
        </>
      )}
    </>
  )
}
