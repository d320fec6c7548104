import { KeyRound } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { requireActor } from '#lib/auth/session.ts'
import { canManageApp } from '#lib/inventory/permissions.ts'
import { listApproversByApp, listCatalog, listOwnAccounts } from '#lib/requests/catalog-queries.ts'
import { RequestRoleForm } from './_components/request-role-form.tsx'

export const metadata: Metadata = { title: 'Request a role' }

export default async function RequestRolePage({ searchParams }: PageProps<'/requests/new'>) {
  const actor = await requireActor()
  const [catalog, accounts] = await Promise.all([listCatalog(actor), listOwnAccounts(actor)])
  const appIds = [...new Set(catalog.map((role) => role.appId))]
  const approvers = await listApproversByApp(actor, appIds)
  const { role } = await searchParams
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6">
      <PageHeader
        breadcrumbs={[{ href: '/requests', label: 'Requests' }]}
        title="Request a role"
        description="Choose a workspace and a role. The owner of the app decides; you see every step until it is verified."
      />
      {catalog.length === 0 ? (
        <EmptyState
          icon={<KeyRound />}
          title="There is nothing to ask for yet"
          description="Roles appear here once an administrator has connected an organization and its first sync is done."
        />
      ) : (
        <RequestRoleForm
          catalog={catalog}
          approvers={approvers}
          managedAppIds={appIds.filter((appId) => canManageApp(actor, appId))}
          email={actor.email}
          appsWithAccount={accounts.map((account) => account.appName)}
          preselected={typeof role === 'string' ? role : null}
        />
      )}
    </div>
  )
}
