import { Cable } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { HeldNotice } from '#components/connectors/held-notice.tsx'
import { ConnectorTable } from '#components/connectors/connector-table.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { DraftList } from '#components/setup/draft-list.tsx'
import { RequestTable } from '#components/requests/request-table.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { requireActor } from '#lib/auth/session.ts'
import { canCreateConnector, canReadAnyConnector } from '#lib/connectors/permissions.ts'
import { listOwnAccounts } from '#lib/requests/catalog-queries.ts'
import { listRequests } from '#lib/requests/queries.ts'
import { RequestFilter } from '#lib/requests/schema.ts'
import { toWire } from '#lib/platform/wire.ts'
import { listDrafts } from '#lib/setup/queries.ts'
import { listWaitingPlans } from '#lib/sync/held-queries.ts'
import { listConnectors } from '#lib/sync/queries.ts'

export const metadata: Metadata = { title: 'Home' }

export default async function HomePage() {
  const actor = await requireActor()
  const seesConnectors = canReadAnyConnector(actor)
  const [drafts, toDecide, mine, connectors, accounts, plans] = await Promise.all([
    listDrafts(actor),
    listRequests(actor, RequestFilter.parse({ view: 'decide' })),
    listRequests(actor, RequestFilter.parse({ view: 'mine' })),
    seesConnectors ? listConnectors(actor) : [],
    listOwnAccounts(actor),
    seesConnectors ? listWaitingPlans(actor) : [],
  ])
  const starting = canCreateConnector(actor) && connectors.length === 0
  return (
    <>
      <LiveRefresh topic="connector" />
      <PageHeader
        title={`Good to see you, ${actor.name.split(' ')[0] ?? actor.name}`}
        description="What waits for you, and what became of what you asked for."
        actions={starting ? null : <RequestButton />}
      />
      {drafts.length > 0 ? <DraftList drafts={toWire(drafts)} /> : null}
      {starting && drafts.length === 0 ? <FirstStep /> : null}
      {toDecide.rows.length + plans.length > 0 ? (
        <Section title="Waits for your decision">
          {plans.map((plan) => (
            <HeldNotice key={plan.runId} plan={plan} />
          ))}
          {toDecide.rows.length > 0 ? <RequestTable rows={toDecide.rows} /> : null}
        </Section>
      ) : null}
      {connectors.length > 0 ? (
        <Section title="Connectors">
          <ConnectorTable connectors={connectors} />
        </Section>
      ) : null}
      {starting ? null : (
        <Section title="Your requests" actions={<OwnAccess accounts={accounts} />}>
          {mine.rows.length > 0 ? (
            <RequestTable rows={mine.rows} />
          ) : (
            <p className="text-sm text-muted-foreground">You have not asked for anything yet.</p>
          )}
        </Section>
      )}
    </>
  )
}

function RequestButton() {
  return (
    <Button asChild variant="primary">
      <Link href="/requests/new">Request a role</Link>
    </Button>
  )
}

function OwnAccess({ accounts }: { accounts: { id: string; appId: string; appName: string }[] }) {
  return accounts.map((account) => (
    <Button key={account.id} asChild size="sm">
      <Link href={`/apps/${account.appId}/accounts/${account.id}`}>What you hold in {account.appName}</Link>
    </Button>
  ))
}

function FirstStep() {
  return (
    <EmptyState
      icon={<Cable />}
      title="Connect your Atlassian organization"
      description="Rolecall then reads its accounts, groups, workspaces and roles, and people can ask for what they need."
      action={
        <Button asChild variant="primary" size="lg">
          <Link href="/connectors/new">Connect Atlassian</Link>
        </Button>
      }
    />
  )
}
