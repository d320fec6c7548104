import { ExternalLink } from 'lucide-react'
import type { Metadata } from 'next'
import { Pager } from '#components/data-table/pager.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getResource } from '#lib/inventory/access-queries.ts'
import { listEntitlements } from '#lib/inventory/queries.ts'
import { EntitlementFilter } from '#lib/inventory/schema.ts'
import { EntitlementsTable } from '../../_components/entitlements-table.tsx'

export const metadata: Metadata = { title: 'Workspace' }

export default async function WorkspacePage({
  params,
  searchParams,
}: PageProps<'/apps/[appId]/workspaces/[resourceId]'>) {
  const actor = await requireActor()
  const { appId, resourceId } = await params
  const filter = EntitlementFilter.parse(await searchParams)
  const workspace = await orNotFound(getResource(actor, resourceId))
  const page = await listEntitlements(actor, appId, { ...filter, resourceId })
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { href: '/apps', label: 'Apps' },
          { href: `/apps/${appId}`, label: workspace.appName },
          { href: `/apps/${appId}/workspaces`, label: 'Workspaces' },
        ]}
        title={workspace.displayName}
        description={[workspace.productName, workspace.status].filter(Boolean).join(' · ')}
        actions={
          workspace.url ? (
            <Button asChild>
              <a href={workspace.url} target="_blank" rel="noreferrer">
                Open in Atlassian
                <ExternalLink aria-label="opens in a new tab" />
              </a>
            </Button>
          ) : null
        }
      />
      <Section title="Roles">
        <EntitlementsTable appId={appId} rows={page.rows} />
        <Pager page={page} thing="role" />
      </Section>
    </>
  )
}
