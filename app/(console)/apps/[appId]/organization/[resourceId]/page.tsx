import type { Metadata } from 'next'
import { Pager } from '#components/data-table/pager.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getResource } from '#lib/inventory/access-queries.ts'
import { listEntitlements } from '#lib/inventory/queries.ts'
import { EntitlementFilter } from '#lib/inventory/schema.ts'
import { EntitlementsTable } from '../../_components/entitlements-table.tsx'

export const metadata: Metadata = { title: 'Organization' }

export default async function OrganizationPage({
  params,
  searchParams,
}: PageProps<'/apps/[appId]/organization/[resourceId]'>) {
  const actor = await requireActor()
  const { appId, resourceId } = await params
  const filter = EntitlementFilter.parse(await searchParams)
  const organization = await orNotFound(getResource(actor, resourceId))
  const page = await orNotFound(listEntitlements(actor, appId, { ...filter, resourceId }))
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { href: '/apps', label: 'Apps' },
          { href: `/apps/${appId}`, label: organization.appName },
        ]}
        title={organization.displayName}
        description="The organization itself: roles that reach beyond one workspace."
      />
      <Section title="Roles">
        <EntitlementsTable appId={appId} rows={page.rows} />
        <Pager page={page} thing="role" />
      </Section>
    </>
  )
}
