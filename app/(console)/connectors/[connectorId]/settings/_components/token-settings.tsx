'use client'

import { useRouter } from 'next/navigation'
import { KeyExpiry } from '#components/connectors/key-expiry.tsx'
import { DisclosedForm } from '#components/form/disclosed-form.tsx'
import { Field } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SecretField } from '#components/form/secret-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Input } from '#components/ui/input.tsx'
import { Time } from '#components/ui/time.tsx'
import { replaceToken } from '#lib/connectors/actions.ts'
import { ChangeKeyExpiry, ReplaceToken } from '#lib/connectors/schema.ts'
import { formatAbsolute } from '#lib/platform/format.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { changeKeyExpiry } from '#lib/setup/actions.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'

export function TokenSettings({
  connector,
  secretHint,
}: {
  connector: Wire<ConnectorDetail>
  secretHint: string
}) {
  const { keyExpiresAt, secretSetAt, secretSetBy } = connector
  return (
    <div className="grid gap-4">
      <DefinitionList>
        <Definition label="Ends in">
          <span className="font-mono">…{secretHint}</span>
        </Definition>
        <Definition label="Set">
          {secretSetAt ? <Time at={secretSetAt} /> : null}
          {secretSetBy ? <> by {secretSetBy}</> : null}
        </Definition>
        <Definition label="Expiry">
          {keyExpiresAt ? (
            <span className="flex flex-wrap items-center gap-x-2">
              <KeyExpiry at={keyExpiresAt} />
              <span className="text-muted-foreground">
                on {formatAbsolute(keyExpiresAt, { style: 'date' })}
              </span>
            </span>
          ) : (
            'Unknown. Enter the day that Atlassian shows, and the owners are warned in time.'
          )}
        </Definition>
      </DefinitionList>
      {connector.mayManage ? (
        <div className="flex flex-wrap items-start gap-x-2 gap-y-4">
          <DisclosedForm
            label="Replace the access token"
            renderForm={(close) => <ReplaceTokenForm connectorId={connector.id} onClose={close} />}
          />
          <DisclosedForm
            label="Change the expiry"
            renderForm={(close) => <ExpiryForm connector={connector} onClose={close} />}
          />
        </div>
      ) : null}
    </div>
  )
}

function ReplaceTokenForm({ connectorId, onClose }: { connectorId: string; onClose: () => void }) {
  const router = useRouter()
  const { form, submit, pending, failure } = useActionForm({
    schema: ReplaceToken,
    defaultValues: { connectorId, accessToken: '' },
    action: replaceToken,
    onDone: () => {
      toast.success('The new access token works and has replaced the old one.')
      onClose()
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit} noValidate className="grid w-full max-w-md gap-3">
      <FormError message={failure} />
      <SecretField
        label="New access token"
        hint="Tested with Atlassian before the swap; until then the old one stays."
        error={form.formState.errors.accessToken?.message}
        {...form.register('accessToken')}
      />
      <div className="flex gap-2">
        <SubmitButton pending={pending}>{pending ? 'Testing' : 'Test and replace'}</SubmitButton>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function ExpiryForm({ connector, onClose }: { connector: Wire<ConnectorDetail>; onClose: () => void }) {
  const router = useRouter()
  const { form, submit, pending, failure } = useActionForm({
    schema: ChangeKeyExpiry,
    defaultValues: { connectorId: connector.id, keyExpiresOn: connector.keyExpiresAt?.slice(0, 10) ?? '' },
    action: changeKeyExpiry,
    onDone: () => {
      toast.success('The expiry is saved.')
      onClose()
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit} noValidate className="grid w-full max-w-md gap-3">
      <FormError message={failure} />
      <Field
        label="The access token stops working on"
        hint="The day beside the key in Atlassian Administration, under API keys. Leave it empty when you do not know."
        error={form.formState.errors.keyExpiresOn?.message}
      >
        <Input type="date" {...form.register('keyExpiresOn')} />
      </Field>
      <div className="flex gap-2">
        <SubmitButton pending={pending}>Save the expiry</SubmitButton>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
