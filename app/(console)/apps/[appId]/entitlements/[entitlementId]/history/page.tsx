import type { Metadata } from 'next'
import { DayForm, NothingKnown, nothingOn } from '#components/inventory/day-form.tsx'
import { CauseOf, HoldingTable } from '#components/inventory/holding-table.tsx'
import { PageHeader, SplitBody } from '#components/shell/page-header.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Card, Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { getEntitlementOn } from '#lib/inventory/history-queries.ts'
import { OnDay } from '#lib/inventory/schema.ts'
import { formatAbsolute, plural } from '#lib/platform/format.ts'

export const metadata: Metadata = { title: 'Entitlement on a past day' }

export default async function EntitlementHistoryPage({
  params,
  searchParams,
}: PageProps<'/apps/[appId]/entitlements/[entitlementId]/history'>) {
  const actor = await requireActor()
  const { appId, entitlementId } = await params
  const { on } = OnDay.parse(await searchParams)
  const entitlement = await orNotFound(getEntitlementOn(actor, entitlementId, on))
  const { day, state, today, knownFrom } = entitlement
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { href: '/apps', label: 'Apps' },
          { href: `/apps/${appId}`, label: entitlement.appName },
          { href: `/apps/${appId}/entitlements`, label: 'Entitlements' },
          { href: `/apps/${appId}/entitlements/${entitlementId}`, label: entitlement.displayName },
        ]}
        title={`${state?.displayName ?? entitlement.displayName} on ${formatAbsolute(day, { style: 'date' })}`}
        description={state ? entitlement.resourceName : nothingOn(day, knownFrom)}
      />
      <DayForm day={day} earliest={knownFrom} latest={today} />
      <SplitBody
        aside={
          <Card title="Known">
            <DefinitionList>
              <Definition label="First seen">
                <Time at={entitlement.firstSeenAt} format="absolute" />{' '}
                <CauseOf cause={entitlement.beganBy} />
              </Definition>
              <Definition label="Gone">
                {entitlement.endedAt && entitlement.endedBy ? (
                  <>
                    <Time at={entitlement.endedAt} format="absolute" />{' '}
                    <CauseOf cause={entitlement.endedBy} />
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
          <Section title="Held by" description={plural(entitlement.total, 'way')}>
            <HoldingTable holdings={entitlement.holdings} show="account" appId={appId} />
          </Section>
        )}
      </SplitBody>
    </>
  )
}
