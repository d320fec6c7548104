import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { adminUrl } from '#lib/connectors/atlassian/config.ts'

/** Atlassian's own clicks, in order; the links lead into the organization once it is known. */
export function KeyInstructions({ organizationId }: { organizationId: string | null }) {
  const home = organizationId ? adminUrl(organizationId) : 'https://admin.atlassian.com'
  const keys = organizationId ? adminUrl(organizationId, '/admin-api') : null
  return (
    <ol className="grid list-decimal gap-2 pl-5 text-sm marker:text-subtle-foreground">
      <li>
        Open <Outside href={home}>Atlassian Administration</Outside> and choose the organization.
        <Check>You must be an organization admin: the menu then has “Organization settings”.</Check>
      </li>
      <li>
        Go to <Named>Organization settings → API keys</Named>
        {keys ? (
          <>
            {' '}
            (<Outside href={keys}>open it</Outside>)
          </>
        ) : null}{' '}
        and press <Named>Create API key</Named>.
      </li>
      <li>
        Choose <Named>API key without scopes</Named>.
        <Check>With scopes Atlassian lets the key read, and refuses every change of access.</Check>
      </li>
      <li>
        Name it “Rolecall” and take the latest expiry date that your rules allow; one year is the most.
        <Check>Owners are warned 30, 14, 7 and 1 days before that date.</Check>
      </li>
      <li>Copy the key. Atlassian shows it once, with the organization ID beside it, and never again.</li>
    </ol>
  )
}

function Named({ children }: { children: ReactNode }) {
  return <b className="font-medium">{children}</b>
}

function Check({ children }: { children: ReactNode }) {
  return <span className="block text-muted-foreground">{children}</span>
}

function Outside({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1 text-accent-text underline underline-offset-3"
    >
      {children}
      <ExternalLink className="size-3.5" aria-label="opens in a new tab" />
    </a>
  )
}
