import { AppMark } from '#components/apps/app-mark.tsx'
import { TableFrame } from '#components/data-table/table-pending.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { nameOwners } from '#components/people/name-owners.ts'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { TabsNav } from '#components/ui/tabs-nav.tsx'
import { Time } from '#components/ui/time.tsx'
import { getApp } from '#lib/apps/queries.ts'
import type { AppHeader } from '#lib/apps/types.ts'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { findLastSync } from '#lib/sync/queries.ts'

export default async function AppLayout({ children, params }: LayoutProps<'/apps/[appId]'>) {
  const actor = await requireActor()
  const { appId } = await params
  const app = await orNotFound(getApp(actor, appId))
  const asOf = await findLastSync(app.id)
  return (
    <>
      <LiveRefresh topic="connector" />
      <PageHeader
        breadcrumbs={[{ href: '/apps', label: 'Apps' }]}
        leading={<AppMark name={app.displayName} icon={app.icon} size="lg" />}
        title={app.displayName}
        status={app.managed ? null : <Badge>Unmanaged</Badge>}
        description={
          <>
            {app.owners.length > 0
              ? `Owned by ${nameOwners(app.owners.map((owner) => owner.name))}`
              : 'Nobody owns it'}
            {asOf ? (
              <>
                {' '}
                · as of <Time at={asOf} />
              </>
            ) : (
              ' · not synced yet'
            )}
          </>
        }
        tabs={<TabsNav label={`Parts of ${app.displayName}`} tabs={toTabs(app)} />}
      />
      <TableFrame>{children}</TableFrame>
    </>
  )
}

function toTabs(app: AppHeader) {
  const base = `/apps/${app.id}`
  return [
    { href: base, label: 'Overview', exact: true },
    { href: `${base}/accounts`, label: 'Accounts', count: app.accounts },
    { href: `${base}/workspaces`, label: 'Workspaces', count: app.workspaces },
    { href: `${base}/groups`, label: 'Groups', count: app.groups },
    { href: `${base}/entitlements`, label: 'Entitlements', count: app.entitlements },
    { href: `${base}/requests`, label: 'Requests' },
    { href: `${base}/connectors`, label: 'Connectors', count: app.connectors },
    ...(app.mayManage ? [{ href: `${base}/settings`, label: 'Settings' }] : []),
  ]
}
