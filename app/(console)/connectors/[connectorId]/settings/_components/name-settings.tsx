'use client'

import { useRouter } from 'next/navigation'
import { Field } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { toast } from '#components/feedback/toaster.tsx'
import { Input } from '#components/ui/input.tsx'
import { RenameConnector } from '#lib/connectors/schema.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { renameConnector } from '#lib/setup/actions.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'

export function NameSettings({ connector }: { connector: Wire<ConnectorDetail> }) {
  const router = useRouter()
  const { form, submit, pending, failure } = useActionForm({
    schema: RenameConnector,
    defaultValues: { connectorId: connector.id, displayName: connector.displayName },
    action: renameConnector,
    onDone: () => {
      toast.success('The name is saved.')
      router.refresh()
    },
  })
  if (!connector.mayManage) return <p className="text-sm">{connector.displayName}</p>
  return (
    <form onSubmit={submit} noValidate className="grid max-w-md gap-3">
      <FormError message={failure} />
      <Field label="Name of the connector" error={form.formState.errors.displayName?.message}>
        <Input autoComplete="off" {...form.register('displayName')} />
      </Field>
      <SubmitButton pending={pending} variant="secondary" className="justify-self-start">
        Save the name
      </SubmitButton>
    </form>
  )
}
