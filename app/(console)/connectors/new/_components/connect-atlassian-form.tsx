'use client'

import { FlaskConical } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Controller } from 'react-hook-form'
import { Callout } from '#components/feedback/callout.tsx'
import { Field } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SecretField } from '#components/form/secret-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { ChoiceCard, RadioGroup } from '#components/ui/radio-group.tsx'
import { Card } from '#components/ui/section.tsx'
import { ConnectAtlassian } from '#lib/connectors/schema.ts'
import type { SandboxOffer } from '#lib/connectors/types.ts'
import { connectAndSync } from '#lib/sync/actions.ts'
import { KeyInstructions } from './key-instructions.tsx'

export function ConnectAtlassianForm({
  ownerName,
  sandbox,
}: {
  ownerName: string
  sandbox: SandboxOffer | null
}) {
  const router = useRouter()
  const { form, submit, pending, failure } = useActionForm({
    schema: ConnectAtlassian,
    defaultValues: {
      appName: 'Atlassian',
      accessToken: '',
      organization: '',
      provisionRoles: false,
      provisionMemberships: false,
    },
    action: connectAndSync,
    onDone: ({ connectorId }) => router.push(`/connectors/${connectorId}`),
  })
  const { errors } = form.formState

  const fillIn = (offer: SandboxOffer) => {
    form.setValue('accessToken', offer.accessToken, { shouldValidate: true })
    form.setValue('organization', offer.organizationId, { shouldValidate: true })
  }

  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-6 pb-16">
      {sandbox ? <SandboxCallout onUse={() => fillIn(sandbox)} /> : null}
      <Card title="1. App" description={`A new managed app. Its owner decides who gets what: ${ownerName}.`}>
        <Field label="App name" error={errors.appName?.message}>
          <Input {...form.register('appName')} />
        </Field>
      </Card>
      <Card title="2. Credentials" description="An API key without scopes, made by an organization admin.">
        <div className="grid gap-4">
          <KeyInstructions />
          <SecretField
            label="Access token"
            hint="Stored encrypted, never shown again."
            error={errors.accessToken?.message}
            {...form.register('accessToken')}
          />
          <Field
            label="Organization ID"
            hint="The ID, or the address of Atlassian Administration: https://admin.atlassian.com/o/…/overview"
            error={errors.organization?.message}
          >
            <Input
              spellCheck={false}
              autoComplete="off"
              className="font-mono"
              {...form.register('organization')}
            />
          </Field>
        </div>
      </Card>
      <Card
        title="3. Provisioning"
        description="Whether Rolecall may change anything in Atlassian. You can change your mind at any time."
      >
        <Controller
          control={form.control}
          name="provisionRoles"
          render={({ field }) => (
            <RadioGroup
              aria-label="Provisioning"
              value={field.value ? 'on' : 'off'}
              onValueChange={(value) => field.onChange(value === 'on')}
            >
              <ChoiceCard
                value="off"
                label="Off: read only"
                description="Approved requests wait until somebody grants them by hand or switches this on."
              />
              <ChoiceCard
                value="on"
                label="On: grant and revoke workspace roles"
                description="Approved requests are sent to Atlassian and read back until they hold."
              />
            </RadioGroup>
          )}
        />
      </Card>
      <FormError message={failure} />
      <div className="flex items-center gap-3">
        <SubmitButton pending={pending}>Connect and sync</SubmitButton>
        <span className="text-sm text-muted-foreground">
          {pending ? 'Asking Atlassian…' : 'Checks the key first, then reads the organization.'}
        </span>
      </div>
    </form>
  )
}

function SandboxCallout({ onUse }: { onUse: () => void }) {
  return (
    <Callout
      tone="info"
      icon={<FlaskConical />}
      title="Try it with the sandbox"
      action={<Button onClick={onUse}>Use the sandbox</Button>}
    >
      This installation runs beside a local Atlassian organization with made-up people. To connect your own,
      start Rolecall with{' '}
      <code className="font-mono text-xs break-all">ATLASSIAN_API_URL=https://api.atlassian.com/admin</code>.
    </Callout>
  )
}
