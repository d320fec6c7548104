import { KeyRound } from 'lucide-react'
import type { Metadata } from 'next'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { Pager } from '#components/data-table/pager.tsx'
import { TableToolbar } from '#components/data-table/toolbar.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { listEntitlements } from '#lib/inventory/queries.ts'
import { EntitlementFilter } from '#lib/inventory/schema.ts'
import { EntitlementsTable } from '../../_components/entitlements-table.tsx'

export const metadata: Metadata = { title: 'Entitlements' }

export default async function EntitlementsPage({
  params,
  searchParams,
}: PageProps<'/apps/[appId]/entitlements'>) {
  const actor = await requireActor()
  const { appId } = await params
  const filter = EntitlementFilter.parse(await searchParams)
  const page = await orNotFound(listEntitlements(actor, appId, filter))
  return (
    <>
      <TableToolbar
        searchLabel="Search entitlements"
        filters={[
          {
            key: 'kind',
            label: 'Kind',
            options: [
              { value: 'role', label: 'Roles' },
              { value: 'membership', label: 'Group memberships' },
            ],
          },
        ]}
      />
      {page.rows.length === 0 ? (
        <NoRows icon={<KeyRound />} thing="entitlements" filtered={Boolean(filter.q ?? filter.kind)} />
      ) : (
        <EntitlementsTable appId={appId} rows={page.rows} />
      )}
      <Pager page={page} thing="entitlement" />
    </>
  )
}
