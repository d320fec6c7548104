'use client'

import { AccessWays } from '#components/inventory/access-ways.tsx'
import { useLiveData } from '#components/live/live-provider.tsx'
import { NoApprover } from '#components/requests/no-approver.tsx'
import { RequestStatusBadge } from '#components/requests/request-status.tsx'
import { PageHeader, SplitBody } from '#components/shell/page-header.tsx'
import { Code } from '#components/ui/code-block.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Link } from '#components/ui/link.tsx'
import { Card, Section } from '#components/ui/section.tsx'
import { Timeline } from '#components/ui/timeline.tsx'
import { plural } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { RequestExplanation } from '#lib/provisioning/types.ts'
import type { RequestDetail } from '#lib/requests/types.ts'
import { DecisionPanel } from './decision-panel.tsx'
import { FailurePanel } from './failure-panel.tsx'
import { RemainingAccess } from './remaining-access.tsx'
import { RequestActions } from './request-actions.tsx'
import { toPath } from './request-path.tsx'

interface Shown {
  request: RequestDetail
  explanation: RequestExplanation | null
}

interface RequestViewProps {
  requestId: string
  initial: Wire<Shown>
  managesApp: boolean
}

export function RequestView({ requestId, initial, managesApp }: RequestViewProps) {
  const { request, explanation } = useLiveData('request', requestId, `/api/requests/${requestId}`, initial)
  const { entitlement, resource, app } = request
  return (
    <>
      <PageHeader
        breadcrumbs={[{ href: '/requests', label: 'Requests' }]}
        title={`${request.kind === 'grant' ? '' : 'Revoke '}${entitlement.displayName} for ${request.account.displayName}`}
        status={
          <span role="status" aria-label="Request status">
            <RequestStatusBadge status={request.status} notSent={request.notSentReason !== null} />
          </span>
        }
        description={`Request #${request.number} · ${resource.displayName} · ${app.displayName}`}
        actions={<RequestActions request={request} />}
      />
      <SplitBody aside={<RequestFacts request={request} />}>
        {explanation ? <FailurePanel request={request} explanation={explanation} /> : null}
        {request.kind === 'revoke' ? <RemainingAccess request={request} /> : null}
        {request.status === 'requires_approval' && request.approvers.length === 0 ? (
          <NoApprover appId={app.id} managesApp={managesApp} />
        ) : null}
        {request.may.decide ? <DecisionPanel request={request} /> : null}
        <Section title="Path">
          <Timeline events={toPath(request)} />
        </Section>
      </SplitBody>
    </>
  )
}

function RequestFacts({ request }: { request: Wire<RequestDetail> }) {
  const { entitlement, resource, app, account, may } = request
  return (
    <Card title="What it is about">
      <DefinitionList>
        <Definition label="Reason">{request.reason}</Definition>
        <Definition label="Role">
          {may.readApp ? (
            <Link
              href={`/apps/${app.id}/entitlements/${entitlement.id}`}
              className="underline underline-offset-3"
            >
              {entitlement.displayName}
            </Link>
          ) : (
            entitlement.displayName
          )}
          <div>
            <Code>{entitlement.slug}</Code>
          </div>
        </Definition>
        <Definition label="Allows">{entitlement.description}</Definition>
        <Definition label="Seat">{toSeat(entitlement.takesSeat)}</Definition>
        <Definition label="Workspace">{resource.displayName}</Definition>
        <Definition label="Account">
          {may.readApp ? (
            <Link href={`/apps/${app.id}/accounts/${account.id}`} className="underline underline-offset-3">
              {account.displayName}
            </Link>
          ) : (
            account.displayName
          )}
          <div className="text-muted-foreground">{account.email}</div>
        </Definition>
        <Definition label="Asked by">{request.requester.name}</Definition>
        <Definition label="Direct holders">{plural(request.holdersNow, 'account')}</Definition>
        {request.ways.length > 0 ? (
          <Definition label="Held now">
            <AccessWays ways={request.ways} appId={app.id} linked={may.readApp} />
          </Definition>
        ) : null}
      </DefinitionList>
    </Card>
  )
}

function toSeat(takesSeat: boolean | null): string {
  if (takesSeat === null) return 'Unknown'
  return takesSeat ? 'Takes a paid seat' : 'Takes no seat'
}
