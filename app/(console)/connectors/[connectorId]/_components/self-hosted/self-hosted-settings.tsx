'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from '#components/feedback/toaster.tsx'
import { Field } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Input } from '#components/ui/input.tsx'
import { Link } from '#components/ui/link.tsx'
import { Card } from '#components/ui/section.tsx'
import { setRunSettings } from '#lib/connectors/actions.ts'
import { RunSettings } from '#lib/connectors/schema.ts'
import type { SelfHosted } from '#lib/connectors/types.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { describeProvisioning } from '#lib/sync/labels.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'

interface SelfHostedSettingsProps {
  connector: Wire<ConnectorDetail>
  selfHosted: Wire<SelfHosted>
}

/** What the files are filled with besides the credential. */
export function SelfHostedSettings({ connector, selfHosted }: SelfHostedSettingsProps) {
  const [editing, setEditing] = useState(false)
  return (
    <Card title="Settings" id="settings">
      {editing ? (
        <SettingsForm connector={connector} selfHosted={selfHosted} onDone={() => setEditing(false)} />
      ) : (
        <>
          <DefinitionList>
            <Definition label="Organization">
              {selfHosted.organizationId ? (
                <span className="font-mono text-xs break-all">{selfHosted.organizationId}</span>
              ) : null}
            </Definition>
            <Definition label="Provisioning">
              <Link
                href={`/connectors/${connector.id}/settings#provisioning`}
                className="underline underline-offset-3"
              >
                {describeProvisioning(connector)}
              </Link>
            </Definition>
            <Definition label="Image">
              <span className="font-mono text-xs wrap-anywhere">{selfHosted.image}</span>
            </Definition>
          </DefinitionList>
          {connector.mayManage ? (
            <Button onClick={() => setEditing(true)}>Change image or organization</Button>
          ) : null}
        </>
      )}
    </Card>
  )
}

function SettingsForm({ connector, selfHosted, onDone }: SelfHostedSettingsProps & { onDone: () => void }) {
  const router = useRouter()
  const { form, submit, pending, failure } = useActionForm({
    schema: RunSettings,
    defaultValues: {
      connectorId: connector.id,
      image: selfHosted.image,
      organization: selfHosted.organizationId ?? '',
    },
    action: setRunSettings,
    onDone: () => {
      toast.success('The files have the new settings. Start the connector with them.')
      onDone()
      router.refresh()
    },
  })
  const { errors } = form.formState
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError message={failure} />
      <Field
        label="Container image"
        hint="With tag or digest. latest moves: a released version, also from your own registry, stays."
        error={errors.image?.message}
      >
        <Input className="font-mono" spellCheck={false} {...form.register('image')} />
      </Field>
      <Field
        label="Organization ID"
        optional
        hint="Of Atlassian: the ID, or the address of Atlassian Administration."
        error={errors.organization?.message}
      >
        <Input className="font-mono" spellCheck={false} {...form.register('organization')} />
      </Field>
      <div className="flex gap-2">
        <SubmitButton pending={pending}>Store</SubmitButton>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
