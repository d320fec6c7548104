'use client'

import type { ReactNode } from 'react'
import { isSelfHosted } from '#lib/connectors/catalog.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { RemovalLimits } from '#lib/sync/types.ts'
import { useProgress, type ConnectorFrameProps } from '../../_components/connector-frame.tsx'
import { ConnectionSettings } from './connection-settings.tsx'
import { DeleteSettings } from './delete-settings.tsx'
import { LimitSettings } from './limit-settings.tsx'
import { NameSettings } from './name-settings.tsx'
import { OrganizationSettings } from './organization-settings.tsx'
import { OwnerSettings, type Self } from './owner-settings.tsx'
import { ProvisioningSettings } from './provisioning-settings.tsx'
import { ScheduleSettings } from './schedule-settings.tsx'
import { TokenSettings } from './token-settings.tsx'

export interface SettingsViewProps extends ConnectorFrameProps {
  limits: Wire<RemovalLimits>
  self: Self
}

/** All that can be set of a connector, each part with an address of its own. */
export function SettingsView({ limits, self, ...props }: SettingsViewProps) {
  const { connector } = props
  const progress = useProgress(props)
  return (
    <div className="grid max-w-5xl divide-y">
      <Part id="name" title="Name" description="What people see in lists, notices and requests.">
        <NameSettings connector={connector} />
      </Part>
      <Part
        id="owners"
        title="Owners"
        description="They manage this connector, and are told when syncs keep failing, one is held, or the access token ends."
      >
        <OwnerSettings connector={connector} self={self} />
      </Part>
      {connector.organizationId === null ? null : (
        <Part id="organization" title="Organization" description="What is read, and where changes are sent.">
          <OrganizationSettings connector={connector} organizationId={connector.organizationId} />
        </Part>
      )}
      {connector.secretHint === null ? null : (
        <Part
          id="token"
          title="Access token (API key)"
          description="It goes in and never comes out again; the last four characters tell which one it is."
        >
          <TokenSettings connector={connector} secretHint={connector.secretHint} />
        </Part>
      )}
      {connector.secretHint === null ? null : (
        <Part
          id="connection"
          title="Connection test"
          description="What the access token can reach, check by check. Nothing in Atlassian is changed by it."
        >
          <ConnectionSettings connector={connector} />
        </Part>
      )}
      <Part
        id="provisioning"
        title="Provisioning"
        description="Whether approved requests are sent, or wait for somebody to make the change by hand."
      >
        <ProvisioningSettings connector={connector} />
      </Part>
      {isSelfHosted(connector.kind) ? null : (
        <Part id="schedule" title="Schedule" description="When it is read by itself, beside Sync now.">
          <ScheduleSettings connector={connector} progress={progress} />
        </Part>
      )}
      {limits.kinds.length === 0 ? null : (
        <Part
          id="limits"
          title="Limits of removals"
          description="What would remove more at once than this is held until somebody has looked at it."
        >
          <LimitSettings connector={connector} limits={limits} />
        </Part>
      )}
      {connector.mayManage ? (
        <Part id="delete" title="Delete the connector" description="This cannot be taken back.">
          <DeleteSettings connector={connector} />
        </Part>
      ) : null}
    </div>
  )
}

/** One subject: what it is on the left, what is set on the right. */
function Part({
  id,
  title,
  description,
  children,
}: {
  id: string
  title: string
  description: ReactNode
  children: ReactNode
}) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-6 gap-x-10 gap-y-4 py-7 first:pt-0 last:pb-0 md:grid-cols-[15rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={`${id}-title`} className="text-base font-semibold">
          {title}
        </h2>
        <p className="pt-0.5 text-sm text-muted-foreground">{description}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  )
}
