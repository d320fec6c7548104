import { ExternalLink } from 'lucide-react'

/** Atlassian's own clicks. */
export function KeyInstructions() {
  return (
    <ol className="grid list-decimal gap-1 pl-5 text-sm text-muted-foreground marker:text-subtle-foreground">
      <li>
        Open{' '}
        <a
          href="https://admin.atlassian.com"
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 text-accent-text underline underline-offset-3"
        >
          Atlassian Administration
          <ExternalLink className="size-3.5" aria-label="opens in a new tab" />
        </a>{' '}
        as an organization admin and choose the organization.
      </li>
      <li>
        Go to <b className="font-medium text-foreground">Organization settings → API keys → Create API key</b>
        .
      </li>
      <li>
        Choose <b className="font-medium text-foreground">API key without scopes</b>, name it “Rolecall”, and
        take the longest expiry (one year).
      </li>
      <li>Copy the API key and the organization ID that Atlassian shows once, and paste both here.</li>
    </ol>
  )
}
