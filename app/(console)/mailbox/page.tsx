import { Mail } from 'lucide-react'
import type { Metadata } from 'next'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { Pager } from '#components/data-table/pager.tsx'
import { Callout } from '#components/feedback/callout.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { isMailSetUp, listMails } from '#lib/notifications/mail-queries.ts'
import { NoticeFilter } from '#lib/notifications/schema.ts'
import { toWire } from '#lib/platform/wire.ts'
import { MailTable } from './_components/mail-table.tsx'

export const metadata: Metadata = { title: 'Mailbox' }

export default async function MailboxPage({ searchParams }: PageProps<'/mailbox'>) {
  const actor = await requireActor()
  const page = await orNotFound(listMails(actor, NoticeFilter.parse(await searchParams)))
  return (
    <>
      <LiveRefresh topic="mail" />
      <PageHeader title="Mailbox" description="Every mail that Rolecall writes, newest first." />
      {isMailSetUp() ? null : (
        <Callout tone="warning" title="Mail is not set up: nothing leaves this installation.">
          Set SMTP_URL to send. Until then, copy the links from here and hand them over yourself.
        </Callout>
      )}
      {page.rows.length === 0 ? (
        <NoRows
          icon={<Mail />}
          thing="mails"
          filtered={page.total > 0}
          description="Invitations, and what people are told about syncs, keys and set-ups, appear here."
        />
      ) : (
        <>
          <MailTable mails={toWire(page.rows)} />
          <Pager page={page} thing="mail" />
        </>
      )}
    </>
  )
}
