'use client'

import { useRouter } from 'next/navigation'
import { SupportRequestText } from '#components/connectors/support-request-text.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { Card } from '#components/ui/section.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Wire } from '#lib/platform/wire.ts'
import { noteSupportRequest, testDraft } from '#lib/setup/actions.ts'
import type { DraftDetail } from '#lib/setup/types.ts'

/** What Atlassian may have to enable first, the ready request for it, and whether it has by now. */
export function SupportRequest({ draft }: { draft: Wire<DraftDetail> }) {
  const router = useRouter()
  const { supportRequested } = draft
  return (
    <Card
      title="If Atlassian has not enabled changes"
      description="Some organizations must ask Atlassian’s support to enable three calls of its API: Grant User Access, Revoke User Access and Invite User to Org. Check whether they answer; nothing is changed by that."
      actions={
        <ActionButton
          size="sm"
          action={() => testDraft({ draftId: draft.id })}
          onDone={() => router.refresh()}
        >
          Check now
        </ActionButton>
      }
    >
      <WritesAnswer draft={draft} />
      <SupportRequestText
        organizationId={draft.organizationId}
        organizationName={draft.organizationName}
        report={draft.report}
      />
      <div className="flex flex-wrap items-center gap-3 text-sm">
        {supportRequested ? (
          <span>
            Requested <Time at={supportRequested.at} format="date" />
            {supportRequested.by ? ` by ${supportRequested.by}` : null}
          </span>
        ) : null}
        <ActionButton
          size="sm"
          action={() => noteSupportRequest({ draftId: draft.id, requested: !supportRequested })}
          onDone={() => router.refresh()}
        >
          {supportRequested ? 'Not sent after all' : 'I have sent the request'}
        </ActionButton>
      </div>
    </Card>
  )
}

function WritesAnswer({ draft }: { draft: Wire<DraftDetail> }) {
  const { report, reportedAt } = draft
  if (!report || !reportedAt) {
    return (
      <p className="text-sm text-muted-foreground">
        {draft.secret ? 'Not checked yet.' : 'Fill in the credentials first, then it can be checked.'}
      </p>
    )
  }
  const { roles, invite } = report.writes
  if (roles === 'answers' && invite === 'answers') {
    return (
      <p className="text-sm">
        <StatusBadge tone="success">The calls answer</StatusBadge> Nothing needs to be requested; checked{' '}
        <Time at={reportedAt} />.
      </p>
    )
  }
  if (roles === 'disabled' || invite === 'disabled') {
    return (
      <p className="text-sm">
        <StatusBadge tone="warning">Refused by Atlassian</StatusBadge> Checked <Time at={reportedAt} />. Send
        the request below, and check again once support has answered.
      </p>
    )
  }
  return (
    <p className="text-sm">
      <StatusBadge tone="neutral">Could not be told</StatusBadge> The last check, <Time at={reportedAt} />,
      got no clear answer.
    </p>
  )
}
