'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { toast } from '#components/feedback/toaster.tsx'
import { Card } from '#components/ui/section.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { setProvisioning } from '#lib/connectors/actions.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'

/** What the connector may change. It is told when it starts, so the files say it too. */
export function SelfHostedProvisioning({ connector }: { connector: Wire<ConnectorDetail> }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const { id: connectorId, mayManage, provisionRoles, provisionMemberships } = connector
  const change = (switches: { provisionRoles?: boolean; provisionMemberships?: boolean }) =>
    startTransition(async () => {
      const result = await setProvisioning({ connectorId, provisionRoles, provisionMemberships, ...switches })
      if (!result.ok) toast.error(result.message)
      router.refresh()
    })
  return (
    <Card
      title="Provisioning"
      description="Approved requests go to the connector while these are on. After a change, start it again with the files."
    >
      <Switch
        label="Workspace roles"
        checked={provisionRoles}
        disabled={pending || !mayManage}
        onCheckedChange={(on) => change({ provisionRoles: on })}
      />
      <Switch
        label="Group membership"
        checked={provisionMemberships}
        disabled={pending || !mayManage}
        onCheckedChange={(on) => change({ provisionMemberships: on })}
      />
    </Card>
  )
}
