import type { Metadata } from 'next'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { MailStateBadge, mailMeaning } from '#components/notifications/mail-state.tsx'
import { PageHeader, SplitBody } from '#components/shell/page-header.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getMail, isMailSetUp } from '#lib/notifications/mail-queries.ts'
import { canSendAgain } from '#lib/notifications/permissions.ts'
import type { MailDetail } from '#lib/notifications/types.ts'
import { SendAgain } from './_components/send-again.tsx'

export const metadata: Metadata = { title: 'Mail' }

export default async function MailPage({ params }: PageProps<'/mailbox/[mailId]'>) {
  const actor = await requireActor()
  const mail = await orNotFound(getMail(actor, (await params).mailId))
  return (
    <>
      <LiveRefresh topic="mail" />
      <PageHeader
        breadcrumbs={[{ href: '/mailbox', label: 'Mailbox' }]}
        title={mail.title}
        status={<MailStateBadge state={mail.state} />}
        description={
          <span className="wrap-anywhere">
            To {mail.name}
            {mail.name === mail.email ? null : `, ${mail.email}`}
          </span>
        }
        actions={
          canSendAgain(mail.state) && isMailSetUp() ? <SendAgain mailId={mail.id} state={mail.state} /> : null
        }
      />
      <SplitBody aside={<Facts mail={mail} />}>
        <Section title="As HTML">
          <iframe
            title="The mail as HTML"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcDoc={mail.html}
            className="h-140 w-full rounded-lg border"
          />
        </Section>
        <Section title="As plain text">
          <CodeBlock code={mail.text} label="Plain text" wrap />
        </Section>
      </SplitBody>
    </>
  )
}

function Facts({ mail }: { mail: MailDetail }) {
  return (
    <>
      <Section title="Sending" description={mailMeaning(mail.state)}>
        <DefinitionList>
          <Definition label="Written">
            <Time at={mail.createdAt} format="absolute" />
          </Definition>
          {mail.sentAt ? (
            <Definition label="Sent">
              <Time at={mail.sentAt} format="absolute" />
            </Definition>
          ) : null}
          {mail.triedAt ? (
            <Definition label="Last try">
              <Time at={mail.triedAt} format="absolute" />
            </Definition>
          ) : null}
          <Definition label="Tries">{mail.attempts === 0 ? null : mail.attempts}</Definition>
          {mail.error ? (
            <Definition label="Answer">
              <span className="wrap-anywhere">{mail.error}</span>
            </Definition>
          ) : null}
        </DefinitionList>
      </Section>
      <Section
        title="Where its link leads"
        description={<span className="wrap-anywhere">{invitationNote(mail)}</span>}
      >
        <CodeBlock code={mail.link} label="Link" wrap />
      </Section>
    </>
  )
}

function invitationNote({ name, invitation }: MailDetail): string | null {
  switch (invitation) {
    case 'open':
      return `It lets ${name} in, who has not joined yet: hand it to nobody else.`
    case 'ended':
      return `The invitation in it has ended. Invite ${name} again, or have it sent again.`
    case 'erased':
      return `It was sent with an invitation for ${name}, which is not kept here.`
    case null:
      return null
  }
}
