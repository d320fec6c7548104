import { ExternalLink } from 'lucide-react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { writeSupportRequest, supportUrl } from '#lib/connectors/support-request.ts'

/** The ready request to Atlassian’s support, field by field as its form asks, each to copy. */
export function SupportRequestText(props: {
  organizationId: string | null
  organizationName: string | null
}) {
  if (props.organizationId === null) {
    return (
      <p className="text-sm text-muted-foreground">
        The request is ready here once the organization ID is known.
      </p>
    )
  }
  const fields = writeSupportRequest(props.organizationId, props.organizationName)
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
        {fields.map(({ label, value }) => (
          <div key={label} className="flex items-start gap-2 py-1.5 pr-1.5 pl-3">
            <div className="min-w-0 grow py-1">
              <dt className="text-xs text-muted-foreground">{label}</dt>
              <dd className="break-words whitespace-pre-wrap">{value}</dd>
            </div>
            <dd>
              <CopyButton value={value} label={`Copy ${label}`} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
