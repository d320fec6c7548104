'use client'

import { useRouter } from 'next/navigation'
import { SupportRequestText } from '#components/connectors/support-request-text.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { Card } from '#components/ui/section.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ConnectionReport } from '#lib/connectors/types.ts'
import type { ActionResult } from '#lib/platform/result.ts'
import type { Wire } from '#lib/platform/wire.ts'

export interface SupportRequestProps {
  organizationId: string | null
  organizationName: string | null
  /** The last connection test. */
  report: Wire<ConnectionReport> | null
  reportedAt: string | null
  /** There are credentials to check with. */
  hasSecret: boolean
  supportRequested: { at: string; by: string | null } | null
  onCheck: () => Promise<ActionResult<unknown>>
  onNote: (requested: boolean) => Promise<ActionResult<unknown>>
}

/** What Atlassian may have to enable first, the ready request for it, and whether it has by now. */
export function SupportRequest(props: SupportRequestProps) {
  const router = useRouter()
  const { supportRequested } = props
  return (
    <Card
      title="If Atlassian has not enabled changes"
      description="Some organizations must ask Atlassian’s support to enable three calls of its API: Grant User Access, Revoke User Access and Invite User to Org. Check whether they answer; nothing is changed by that."
      actions={
        <ActionButton size="sm" action={props.onCheck} onDone={() => router.refresh()}>
          Check now
        </ActionButton>
      }
    >
      <WritesAnswer {...props} />
      <SupportRequestText
        organizationId={props.organizationId}
        organizationName={props.organizationName}
        report={props.report}
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
          action={() => props.onNote(!supportRequested)}
          onDone={() => router.refresh()}
        >
          {supportRequested ? 'Not sent after all' : 'I have sent the request'}
        </ActionButton>
      </div>
    </Card>
  )
}

function WritesAnswer({ report, reportedAt, hasSecret }: SupportRequestProps) {
  if (!report || !reportedAt) {
    return (
      <p className="text-sm text-muted-foreground">
        {hasSecret ? 'Not checked yet.' : 'Fill in the credentials first, then it can be checked.'}
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
