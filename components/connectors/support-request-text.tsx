import { ExternalLink } from 'lucide-react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { supportUrl, toSupportRequest } from '#lib/connectors/connection/support-request.ts'
import type { ConnectionReport } from '#lib/connectors/types.ts'
import type { Wire } from '#lib/platform/wire.ts'

/** The ready request to Atlassian’s support, field by field as its form asks, each to copy. */
export function SupportRequestText({
  organizationId,
  organizationName,
  report,
}: {
  organizationId: string | null
  organizationName: string | null
  /** The last connection test, for what the calls answer now. */
  report: Wire<ConnectionReport> | null
}) {
  if (organizationId === null) {
    return (
      <p className="text-sm text-muted-foreground">
        The request is ready here once the organization ID is known.
      </p>
    )
  }
  const fields = toSupportRequest({ organizationId, organizationName, report })
  return (
    <div className="grid gap-3">
      <p className="text-sm">
        <a
          href={supportUrl}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 text-accent-text underline underline-offset-3"
        >
          Open Atlassian’s support form
          <ExternalLink className="size-3.5" aria-label="opens in a new tab" />
        </a>{' '}
        as an organization admin, and fill in:
      </p>
      <dl className="grid divide-y rounded-md border text-sm">
        {fields.map(({ key, label, value, isText }) => (
          <div key={key} className="relative py-2.5 pr-11 pl-3">
            <dt className="text-xs text-muted-foreground">{label}</dt>
            <dd className="break-words whitespace-pre-wrap">{value}</dd>
            {isText ? (
              <dd className="absolute top-1.5 right-1.5">
                <CopyButton value={value} label={`Copy ${label}`} />
              </dd>
            ) : null}
          </div>
        ))}
      </dl>
    </div>
  )
}
