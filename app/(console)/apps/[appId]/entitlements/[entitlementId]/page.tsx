import { KeyRound, Lock } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { Pager } from '#components/data-table/pager.tsx'
import { TableToolbar } from '#components/data-table/toolbar.tsx'
import { EvidenceList, grantabilityMeaning, GrantabilityBadge } from '#components/inventory/grantability.tsx'
import { HolderTable } from '#components/inventory/holder-table.tsx'
import { PastGrants } from '#components/inventory/past-grants.tsx'
import { PageHeader, SplitBody } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Code } from '#components/ui/code-block.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Card, Section } from '#components/ui/section.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getEntitlement, listHolders, type EntitlementDetail } from '#lib/inventory/access-queries.ts'
import { canRevokeIn } from '#lib/inventory/permissions.ts'
import { HolderFilter } from '#lib/inventory/schema.ts'

export const metadata: Metadata = { title: 'Entitlement' }

export default async function EntitlementPage({
  params,
  searchParams,
}: PageProps<'/apps/[appId]/entitlements/[entitlementId]'>) {
  const actor = await requireActor()
  const { appId, entitlementId } = await params
  const filter = HolderFilter.parse(await searchParams)
  const entitlement = await orNotFound(getEntitlement(actor, entitlementId))
  const holders = await listHolders(actor, entitlementId, filter)
  const { resource } = entitlement
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { href: '/apps', label: 'Apps' },
          { href: `/apps/${appId}`, label: entitlement.appName },
          { href: `/apps/${appId}/entitlements`, label: 'Entitlements' },
        ]}
        title={entitlement.displayName}
        description={`On ${resource.displayName}`}
        actions={
          <>
            <Button variant="ghost" asChild>
              <Link href={`/apps/${appId}/entitlements/${entitlement.id}/history`}>State on a past day</Link>
            </Button>
            {entitlement.requestable ? (
              <Button asChild>
                <Link href={`/requests/new?role=${entitlement.id}`}>Request this role</Link>
              </Button>
            ) : null}
          </>
        }
      />
      <SplitBody aside={<EntitlementFacts appId={appId} entitlement={entitlement} />}>
        <Section title="Who holds it" description="What a group gives ends with its membership.">
          <TableToolbar searchLabel="Search holders" />
          {holders.rows.length === 0 ? (
            <NoRows icon={<KeyRound />} thing="holders" filtered={Boolean(filter.q)} />
          ) : (
            <HolderTable
              label="Holders"
              appId={appId}
              rows={holders.rows}
              entitlement={{
                id: entitlement.id,
                displayName: entitlement.displayName,
                resourceName: resource.displayName,
                lockedReason: entitlement.kind === 'membership' ? resource.lockedReason : null,
              }}
              mayRevoke={canRevokeIn(actor, appId)}
            />
          )}
          <Pager page={holders} thing="holder" />
        </Section>
        <PastGrants past={entitlement.past} show="account" appId={appId} />
      </SplitBody>
    </>
  )
}

function EntitlementFacts({ appId, entitlement }: { appId: string; entitlement: EntitlementDetail }) {
  const { resource, takesSeat } = entitlement
  const place = resource.resourceType === 'group' ? 'groups' : 'workspaces'
  const seat = takesSeat ? 'Takes a paid seat' : 'Takes no seat'
  return (
    <Card title="About">
      <DefinitionList>
        <Definition label="Allows">{entitlement.description}</Definition>
        <Definition label="Atlassian’s id">
          <Code>{entitlement.slug}</Code>
        </Definition>
        <Definition label="On">
          {resource.resourceType === 'organization' ? (
            resource.displayName
          ) : (
            <Link href={`/apps/${appId}/${place}/${resource.id}`} className="underline underline-offset-3">
              {resource.displayName}
            </Link>
          )}
        </Definition>
        <Definition label="Seat">{takesSeat === null ? 'Unknown' : seat}</Definition>
        {entitlement.kind === 'role' ? (
          <Definition label="Grantable here">
            <GrantabilityBadge grantability={entitlement.grantability} />
            <div className="text-muted-foreground">{grantabilityMeaning(entitlement.grantability)}</div>
            <EvidenceList evidence={entitlement} />
          </Definition>
        ) : null}
        <Definition label="Requestable">
          {entitlement.requestable ? 'Yes, app owners decide' : 'No'}
        </Definition>
        {entitlement.groups.length > 0 ? (
          <Definition label="Given by groups">
            <ul>
              {entitlement.groups.map((group) => (
                <li key={group.id} className="flex min-h-7 items-center gap-1.5">
                  <Link
                    href={`/apps/${appId}/groups/${group.id}`}
                    className="inline-flex min-h-6 items-center underline underline-offset-3"
                  >
                    {group.displayName}
                  </Link>
                  {group.lockedReason ? <Lock className="size-3.5" aria-label={group.lockedReason} /> : null}
                </li>
              ))}
            </ul>
          </Definition>
        ) : null}
      </DefinitionList>
    </Card>
  )
}
