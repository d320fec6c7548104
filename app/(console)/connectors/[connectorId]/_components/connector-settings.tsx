'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { FormError } from '#components/form/form-error.tsx'
import { SecretField } from '#components/form/secret-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Card } from '#components/ui/section.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { Time } from '#components/ui/time.tsx'
import { replaceToken, setProvisioning } from '#lib/connectors/actions.ts'
import { ReplaceToken } from '#lib/connectors/schema.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'

export function ConnectorSettings({ connector }: { connector: Wire<ConnectorDetail> }) {
  return (
    <Card title="Settings" id="settings">
      <div className="grid gap-5">
        <Provisioning connector={connector} />
        <DefinitionList>
          <Definition label="Owners">{connector.owners.map((owner) => owner.name).join(', ')}</Definition>
          <Definition label="Organization">
            <span className="font-mono text-xs break-all">{connector.organizationId}</span>
          </Definition>
          <Definition label="Access token">
            <span className="font-mono text-xs">…{connector.secretHint}</span>, set{' '}
            {connector.secretSetAt ? <Time at={connector.secretSetAt} /> : null}
          </Definition>
        </DefinitionList>
        {connector.mayManage ? <ReplaceTokenForm connectorId={connector.id} /> : null}
      </div>
    </Card>
  )
}

function Provisioning({ connector }: { connector: Wire<ConnectorDetail> }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const { provisionRoles, provisionMemberships } = connector
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
    <div className="grid gap-4">
      <Switch
        label="Provision workspace roles"
        description={
          provisionRoles
            ? 'Approved requests for roles are sent to Atlassian.'
            : 'No role is changed in Atlassian. Approved requests for one wait.'
        }
        checked={provisionRoles}
        disabled={pending || !connector.mayManage}
        onCheckedChange={(on) => change({ provisionRoles: on })}
      />
      <Switch
        label="Provision group membership"
        description={
          provisionMemberships
            ? 'Approved requests for a membership are sent to Atlassian.'
            : 'No membership is changed in Atlassian. Approved requests for one wait.'
        }
        checked={provisionMemberships}
        disabled={pending || !connector.mayManage}
        onCheckedChange={(on) => change({ provisionMemberships: on })}
      />
    </div>
  )
}

function ReplaceTokenForm({ connectorId }: { connectorId: string }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const { form, submit, pending, failure } = useActionForm({
    schema: ReplaceToken,
    defaultValues: { connectorId, accessToken: '' },
    action: replaceToken,
    onDone: () => {
      toast.success('The access token was replaced.')
      form.reset()
      setOpen(false)
      router.refresh()
    },
  })
  if (!open) return <Button onClick={() => setOpen(true)}>Replace the access token</Button>
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <FormError message={failure} />
      <SecretField
        label="New access token"
        hint="Checked with Atlassian before it is stored; until then the old one stays."
        error={form.formState.errors.accessToken?.message}
        {...form.register('accessToken')}
      />
      <div className="flex gap-2">
        <SubmitButton pending={pending}>Replace</SubmitButton>
        <Button variant="ghost" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
