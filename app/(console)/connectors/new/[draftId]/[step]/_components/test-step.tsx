'use client'

import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { CheckList, PendingChecks } from '#components/connectors/check-list.tsx'
import { Callout } from '#components/feedback/callout.tsx'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import { formatDiagnostics } from '#lib/connectors/connection/diagnostics.ts'
import { testDraft } from '#lib/setup/actions.ts'
import { StepFrame } from '../../_components/step-frame.tsx'
import type { StepProps } from '../../_components/step-props.ts'

export function TestStep({ draft, back, following }: StepProps) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const { report, reportedAt } = draft
  const run = () =>
    startTransition(async () => {
      const result = await testDraft({ draftId: draft.id })
      if (!result.ok) toast.error(result.message)
      router.refresh()
    })
  const credentials = `/connectors/new/${draft.id}/credentials`
  return (
    <StepFrame
      back={back}
      title="Test the connection"
      description="Each thing the connector needs is tried once. Nothing in Atlassian is changed by it, and the stored access token is used."
      act={
        report?.ok ? (
          <>
            <Button pending={pending} onClick={run}>
              Test again
            </Button>
            <Button asChild variant="primary">
              <Link href={`/connectors/new/${draft.id}/${following}`}>Continue</Link>
            </Button>
          </>
        ) : (
          <Button
            variant="primary"
            pending={pending}
            disabled={!draft.secret}
            onClick={run}
            icon={<Play aria-hidden />}
          >
            {report ? 'Test again' : 'Test the connection'}
          </Button>
        )
      }
    >
      {draft.secret ? null : (
        <Callout
          tone="warning"
          title="There are no credentials to test yet"
          action={
            <Button asChild>
              <Link href={credentials}>Fill in the credentials</Link>
            </Button>
          }
        />
      )}
      {pending ? <PendingChecks /> : null}
      {!pending && report && reportedAt ? (
        <>
          <CheckList
            report={report}
            diagnostics={formatDiagnostics({
              report,
              testedAt: reportedAt,
              organizationId: draft.organizationId,
              tokenHint: draft.secret?.hint ?? null,
            })}
          />
          <p className="text-sm text-muted-foreground">
            Tested <Time at={reportedAt} />.{' '}
            {report.ok ? null : (
              <>
                Saving is possible once every required check passes.{' '}
                <Link href={credentials} className="text-accent-text underline underline-offset-3">
                  Change the credentials
                </Link>
              </>
            )}
          </p>
        </>
      ) : null}
    </StepFrame>
  )
}
