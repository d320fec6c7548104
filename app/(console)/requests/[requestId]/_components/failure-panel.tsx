'use client'

import { ExternalLink, RotateCw } from 'lucide-react'
import { Callout } from '#components/feedback/callout.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { VendorAnswer } from '#components/vendor/vendor-answer.tsx'
import { plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { RequestExplanation } from '#lib/provisioning/types.ts'
import { retryRequest } from '#lib/requests/actions.ts'
import type { RequestDetail } from '#lib/requests/types.ts'

interface FailurePanelProps {
  request: Wire<RequestDetail>
  explanation: Wire<RequestExplanation>
}

/** The cause in a sentence, the way on as buttons, and the vendor's own answer below. */
export function FailurePanel({ request, explanation }: FailurePanelProps) {
  const attempt = request.attempts.at(-1)
  const answered = attempt && attempt.vendor.endpoint !== null && request.status === 'provisioning_failed'
  return (
    <Callout tone={explanation.tone} title={explanation.title}>
      <p>{explanation.cause}</p>
      <p>{explanation.remedy}</p>
      <NextSteps request={request} explanation={explanation} />
      {answered ? <VendorAnswer answer={attempt.vendor} /> : null}
      {request.attempts.length > 1 ? (
        <p>{plural(request.attempts.length, 'try', 'tries')} so far; see the path below.</p>
      ) : null}
    </Callout>
  )
}

const retryLabels = { approved: 'Provision now', unverified: 'Check again' }

function NextSteps({ request, explanation }: FailurePanelProps) {
  const { may, connector, status } = request
  const label = status === 'approved' || status === 'unverified' ? retryLabels[status] : 'Retry'
  const wantsRetry = explanation.next.includes('retry') && may.retry
  return (
    <div className="flex flex-wrap gap-2 pt-3 pb-2">
      {wantsRetry ? (
        <ActionButton
          variant="primary"
          icon={<RotateCw aria-hidden />}
          action={() => retryRequest({ requestId: request.id })}
        >
          {label}
        </ActionButton>
      ) : null}
      {explanation.next.includes('reconnect') && may.readConnector ? (
        <Button asChild>
          <Link href={`/connectors/${connector.id}/settings#provisioning`}>Open the connector</Link>
        </Button>
      ) : null}
      {explanation.next.includes('open_vendor') && explanation.vendorUrl && may.readApp ? (
        <Button asChild>
          <a href={explanation.vendorUrl} target="_blank" rel="noreferrer">
            Open in Atlassian
            <ExternalLink aria-label="opens in a new tab" />
          </a>
        </Button>
      ) : null}
    </div>
  )
}
