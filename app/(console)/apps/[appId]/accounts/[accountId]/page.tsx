import type { Metadata } from 'next'
import { AccountStatusBadge } from '#components/inventory/account-status.tsx'
import { PastGrants } from '#components/inventory/past-grants.tsx'
import { PageHeader, SplitBody } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Code } from '#components/ui/code-block.tsx'
import { Link } from '#components/ui/link.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Card, Section } from '#components/ui/section.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getAccount, type AccountDetail } from '#lib/inventory/access-queries.ts'
import { canReadApp, canRevokeIn } from '#lib/inventory/permissions.ts'
import { canReread } from '#lib/provisioning/permissions.ts'
import { EffectiveAccessTable } from './_components/effective-access-table.tsx'
import { RereadButton } from './_components/reread-button.tsx'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage({ params }: PageProps<'/apps/[appId]/accounts/[accountId]'>) {
  const actor = await requireActor()
  const { appId, accountId } = await params
  const account = await orNotFound(getAccount(actor, accountId))
  const reader = canReadApp(actor, appId)
  return (
    <>
      <PageHeader
        breadcrumbs={
          reader
            ? [
                { href: '/apps', label: 'Apps' },
                { href: `/apps/${appId}`, label: account.appName },
                { href: `/apps/${appId}/accounts`, label: 'Accounts' },
              ]
            : []
        }
        title={account.displayName}
        status={
          account.endedAt ? (
            <StatusBadge tone="neutral">Gone</StatusBadge>
          ) : (
            <AccountStatusBadge status={account.status} vendorStatus={account.vendorStatus} />
          )
        }
        description={
          <>
            {account.email ?? 'E-mail not shown by Atlassian'}
            {account.endedAt ? (
              <>
                {' '}
                · not in Atlassian any more since <Time at={account.endedAt} format="absolute" />
              </>
            ) : null}
          </>
        }
        actions={
          <>
            <Button variant="ghost" asChild>
              <Link href={`/apps/${appId}/accounts/${account.id}/history`}>State on a past day</Link>
            </Button>
            {reader && canReread(actor, account) ? <RereadButton accountId={account.id} /> : null}
          </>
        }
      />
      <SplitBody aside={<AccountFacts account={account} />}>
        <Section
          title="Effective access"
          description="Every way each is held. What a group gives ends with its membership."
        >
          <EffectiveAccessTable
            appId={appId}
            account={{ id: account.id, displayName: account.displayName }}
            access={account.access}
            mayRevoke={canRevokeIn(actor, appId)}
            linked={reader}
          />
        </Section>
        <PastGrants past={account.past} show="entitlement" appId={appId} />
      </SplitBody>
    </>
  )
}

function AccountFacts({ account }: { account: AccountDetail }) {
  return (
    <Card title="About">
      <DefinitionList>
        <Definition label="Owner">
          {account.owner ? (
            <>
              {account.owner.name}
              <div className="text-muted-foreground">Matched by e-mail</div>
            </>
          ) : (
            'Nobody with this e-mail uses Rolecall'
          )}
        </Definition>
        <Definition label="Type">
          {account.accountType === 'service_account' ? 'Service account' : 'User'}
        </Definition>
        <Definition label="Belongs to">
          {account.external ? 'Another organization (external)' : 'This organization'}
        </Definition>
        <Definition label="Last active">
          {account.lastActiveAt ? <Time at={account.lastActiveAt} /> : 'Unknown'}
        </Definition>
        <Definition label="Added">
          {account.addedAt ? <Time at={account.addedAt} format="date" /> : null}
        </Definition>
        <Definition label="First seen">
          <Time at={account.firstSeenAt} />
        </Definition>
        <Definition label="Atlassian’s id">
          <Code className="break-all">{account.externalId}</Code>
        </Definition>
      </DefinitionList>
    </Card>
  )
}
