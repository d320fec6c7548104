import { Lock, UsersRound } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { Pager } from '#components/data-table/pager.tsx'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { TableToolbar } from '#components/data-table/toolbar.tsx'
import { Callout } from '#components/feedback/callout.tsx'
import { HolderTable } from '#components/inventory/holder-table.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getResource, listHolders, listRolesOfGroup } from '#lib/inventory/access-queries.ts'
import { canRevokeIn } from '#lib/inventory/permissions.ts'
import { HolderFilter } from '#lib/inventory/schema.ts'

export const metadata: Metadata = { title: 'Group' }

export default async function GroupPage({
  params,
  searchParams,
}: PageProps<'/apps/[appId]/groups/[resourceId]'>) {
  const actor = await requireActor()
  const { appId, resourceId } = await params
  const filter = HolderFilter.parse(await searchParams)
  const group = await orNotFound(getResource(actor, resourceId))
  const [roles, members] = await Promise.all([
    listRolesOfGroup(actor, resourceId),
    group.memberEntitlement ? listHolders(actor, group.memberEntitlement.id, filter) : null,
  ])
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { href: '/apps', label: 'Apps' },
          { href: `/apps/${appId}`, label: group.appName },
          { href: `/apps/${appId}/groups`, label: 'Groups' },
        ]}
        title={group.displayName}
        description={group.description}
      />
      <div className="grid gap-8">
        {group.lockedReason ? (
          <Callout tone="info" icon={<Lock />} title={group.lockedReason}>
            Members are added and removed there; Rolecall and Atlassian cannot change them.
          </Callout>
        ) : null}
        <Section title="Roles this group gives">
          {roles.length === 0 ? (
            <p className="text-sm text-muted-foreground">It gives no role on any workspace.</p>
          ) : (
            <ul className="grid gap-1 text-sm">
              {roles.map((role) => (
                <li key={role.id}>
                  <Link
                    href={`/apps/${appId}/entitlements/${role.id}`}
                    className="inline-flex min-h-6 items-center font-medium hover:underline"
                  >
                    {role.displayName}
                  </Link>{' '}
                  <span className="text-muted-foreground">on {role.resourceName}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Section title="Members">
          <TableToolbar searchLabel="Search members" />
          {members && group.memberEntitlement && members.rows.length > 0 ? (
            <>
              <HolderTable
                label="Members"
                appId={appId}
                rows={members.rows}
                entitlement={{
                  id: group.memberEntitlement.id,
                  displayName: group.memberEntitlement.displayName,
                  resourceName: group.displayName,
                  lockedReason: group.lockedReason,
                }}
                mayRevoke={canRevokeIn(actor, appId)}
              />
              <Pager page={members} thing="member" />
            </>
          ) : (
            <NoRows icon={<UsersRound />} thing="members" filtered={Boolean(filter.q)} />
          )}
        </Section>
      </div>
    </>
  )
}
