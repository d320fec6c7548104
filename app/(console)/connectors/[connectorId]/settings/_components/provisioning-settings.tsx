'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { toast } from '#components/feedback/toaster.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { setProvisioning } from '#lib/connectors/actions.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'

export function ProvisioningSettings({ connector }: { connector: Wire<ConnectorDetail> }) {
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
    <div className="grid max-w-xl gap-5">
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
    </div>
  )
}
