'use client'

import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { CheckList, PendingChecks } from '#components/connectors/check-list.tsx'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { Collapsible } from '#components/ui/collapsible.tsx'
import { Time } from '#components/ui/time.tsx'
import { testConnection } from '#lib/connectors/actions.ts'
import { formatDiagnostics } from '#lib/connectors/connection/diagnostics.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'

/** The last connection test, and another one with the stored access token. */
export function ConnectionSettings({ connector }: { connector: Wire<ConnectorDetail> }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const { id: connectorId, report, reportedAt } = connector
  const test = () =>
    startTransition(async () => {
      const result = await testConnection({ connectorId })
      if (!result.ok) toast.error(result.message)
      router.refresh()
    })
  return (
    <div className="grid max-w-xl gap-3">
      {pending ? <PendingChecks /> : null}
      {!pending && report && reportedAt ? (
        <>
          <p className="text-sm">
            {report.ok ? 'It works' : 'It does not work'}, tested <Time at={reportedAt} />.
          </p>
          <Collapsible key={reportedAt} summary="Every check" defaultOpen={!report.ok}>
            <CheckList
              report={report}
              diagnostics={formatDiagnostics({
                report,
                testedAt: reportedAt,
                organizationId: connector.organizationId,
                tokenHint: connector.secretHint,
              })}
            />
          </Collapsible>
        </>
      ) : null}
      {!pending && !report ? (
        <p className="text-sm text-muted-foreground">Not tested since it is stored here.</p>
      ) : null}
      {connector.mayManage ? (
        <Button className="justify-self-start" pending={pending} onClick={test} icon={<Play aria-hidden />}>
          Test the connection
        </Button>
      ) : null}
    </div>
  )
}
