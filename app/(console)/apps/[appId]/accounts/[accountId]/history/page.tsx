import type { Metadata } from 'next'
import { AccountStatusBadge } from '#components/inventory/account-status.tsx'
import { DayForm, NothingKnown, nothingOn } from '#components/inventory/day-form.tsx'
import { CauseOf, HoldingTable } from '#components/inventory/holding-table.tsx'
import { PageHeader, SplitBody } from '#components/shell/page-header.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Card, Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getAccountOn } from '#lib/inventory/history-queries.ts'
import { OnDay } from '#lib/inventory/schema.ts'
import { formatAbsolute, plural } from '#lib/platform/format.ts'

export const metadata: Metadata = { title: 'Account on a past day' }

export default async function AccountHistoryPage({
  params,
  searchParams,
}: PageProps<'/apps/[appId]/accounts/[accountId]/history'>) {
  const actor = await requireActor()
  const { appId, accountId } = await params
  const { on } = OnDay.parse(await searchParams)
  const account = await orNotFound(getAccountOn(actor, accountId, on))
  const { day, state, today, knownFrom } = account
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { href: '/apps', label: 'Apps' },
          { href: `/apps/${appId}`, label: account.appName },
          { href: `/apps/${appId}/accounts`, label: 'Accounts' },
          { href: `/apps/${appId}/accounts/${accountId}`, label: account.displayName },
        ]}
        title={`${state?.displayName ?? account.displayName} on ${formatAbsolute(day, { style: 'date' })}`}
        status={state ? <AccountStatusBadge status={state.status} vendorStatus={state.vendorStatus} /> : null}
        description={state ? (state.email ?? 'E-mail not shown by Atlassian') : nothingOn(day, knownFrom)}
      />
      <DayForm day={day} earliest={knownFrom} latest={today} />
      <SplitBody
        aside={
          <Card title="Known">
            <DefinitionList>
              <Definition label="First seen">
                <Time at={account.firstSeenAt} format="absolute" /> <CauseOf cause={account.beganBy} />
              </Definition>
              <Definition label="Gone">
                {account.endedAt && account.endedBy ? (
                  <>
                    <Time at={account.endedAt} format="absolute" /> <CauseOf cause={account.endedBy} />
                  </>
                ) : null}
              </Definition>
            </DefinitionList>
          </Card>
        }
      >
        {day < knownFrom ? (
          <NothingKnown earliest={knownFrom} />
        ) : (
          <Section title="Held on that day" description={plural(account.total, 'entitlement')}>
            <HoldingTable holdings={account.holdings} show="entitlement" appId={appId} />
          </Section>
        )}
      </SplitBody>
    </>
  )
}
