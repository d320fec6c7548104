'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { SupportRequest } from '#components/connectors/support-request.tsx'
import { toast } from '#components/feedback/toaster.tsx'
import { Collapsible } from '#components/ui/collapsible.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { noteSupportRequest, setProvisioning, testConnection } from '#lib/connectors/actions.ts'
import type { ConnectionReport } from '#lib/connectors/types.ts'
import { isSelfHosted } from '#lib/connectors/catalog.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'

export function ProvisioningSettings({ connector }: { connector: Wire<ConnectorDetail> }) {
  return (
    <div className="grid max-w-xl gap-5">
      <Switches connector={connector} />
      {isSelfHosted(connector.kind) ? (
        <p className="text-sm text-muted-foreground">
          It is told when it starts: after a change, start it again with the files on its page.
        </p>
      ) : null}
      {connector.secretHint === null ? null : <Answers connector={connector} />}
    </div>
  )
}

function Switches({ connector }: { connector: Wire<ConnectorDetail> }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const { provisionRoles, provisionMemberships, mayManage } = connector
  const change = (switches: { provisionRoles?: boolean; provisionMemberships?: boolean }) =>
    startTransition(async () => {
      const result = await setProvisioning({
        connectorId: connector.id,
        provisionRoles,
        provisionMemberships,
        ...switches,
      })
      if (!result.ok) toast.error(result.message)
      router.refresh()
    })
  return (
    <>
      <Switch
        label="Provision workspace roles"
        description={
          provisionRoles
            ? 'Approved requests for roles are sent to Atlassian and read back until they hold.'
            : 'No role is changed in Atlassian. Approved requests for one wait.'
        }
        checked={provisionRoles}
        disabled={pending || !mayManage}
        onCheckedChange={(on) => change({ provisionRoles: on })}
      />
      <Switch
        label="Provision group membership"
        description={
          provisionMemberships
            ? 'Approved requests for a membership are sent to Atlassian and read back until they hold.'
            : 'No membership is changed in Atlassian. Approved requests for one wait.'
        }
        checked={provisionMemberships}
        disabled={pending || !mayManage}
        onCheckedChange={(on) => change({ provisionMemberships: on })}
      />
    </>
  )
}

const answers = {
  answers: { tone: 'success', word: 'Answers' },
  disabled: { tone: 'warning', word: 'Refused by Atlassian' },
  unknown: { tone: 'neutral', word: 'Could not be told' },
} as const

const writes: [keyof ConnectionReport['writes'], string][] = [
  ['roles', 'Granting and revoking roles'],
  ['memberships', 'Changing memberships'],
  ['invite', 'Inviting people'],
]

/** What the endpoints for changes said last, and what to do where they do not answer. */
function Answers({ connector }: { connector: Wire<ConnectorDetail> }) {
  const { id: connectorId, report } = connector
  if (!report)
    return (
      <p className="text-sm text-muted-foreground">
        Whether Atlassian takes changes is not known yet: test the connection.
      </p>
    )
  const isRefused = writes.some(([kind]) => report.writes[kind] === 'disabled')
  return (
    <div className="grid gap-3">
      <dl aria-label="Whether Atlassian takes changes" className="grid divide-y border-y text-sm">
        {writes.map(([kind, label]) => (
          <div key={kind} className="flex flex-wrap items-center justify-between gap-x-4 py-1.5">
            <dt>{label}</dt>
            <dd>
              <StatusBadge tone={answers[report.writes[kind]].tone} appearance="plain">
                {answers[report.writes[kind]].word}
              </StatusBadge>
            </dd>
          </div>
        ))}
      </dl>
      {connector.mayManage ? (
        <Collapsible summary="The request to Atlassian’s support" defaultOpen={isRefused}>
          <SupportRequest
            organizationId={connector.organizationId}
            organizationName={connector.organizationName}
            report={report}
            reportedAt={connector.reportedAt}
            hasSecret
            supportRequested={connector.supportRequested}
            onCheck={() => testConnection({ connectorId })}
            onNote={(requested) => noteSupportRequest({ connectorId, requested })}
          />
        </Collapsible>
      ) : null}
    </div>
  )
}
