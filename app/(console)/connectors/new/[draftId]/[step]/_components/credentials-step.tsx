'use client'

import { FlaskConical } from 'lucide-react'
import { useWatch } from 'react-hook-form'
import { Callout } from '#components/feedback/callout.tsx'
import { toast } from '#components/feedback/toaster.tsx'
import { Field } from '#components/form/field.tsx'
import { SecretField } from '#components/form/secret-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Card } from '#components/ui/section.tsx'
import { parseOrganizationId } from '#lib/connectors/atlassian/config.ts'
import { formatAbsolute } from '#lib/platform/format.ts'
import { saveCredentials } from '#lib/setup/actions.ts'
import { SaveCredentials } from '#lib/setup/schema.ts'
import type { SandboxOffer } from '#lib/setup/types.ts'
import { StepForm } from '../../_components/step-frame.tsx'
import { stepOf, type StepProps } from '../../_components/step-props.ts'
import { useStepForm } from '../../_components/use-step-form.tsx'
import { KeyInstructions } from './key-instructions.tsx'
import { OrganizationField } from './organization-field.tsx'

export function CredentialsStep({
  draft,
  ownUserId,
  back,
  following,
  sandbox,
}: StepProps & { sandbox: SandboxOffer | null }) {
  const step = stepOf(draft, 'credentials')
  const { form, ...state } = useStepForm({
    schema: SaveCredentials,
    step,
    ownUserId,
    stored: {
      draftId: draft.id,
      version: step.version,
      accessToken: '',
      organization: draft.organizationId ?? '',
      keyExpiresOn: draft.keyExpiresAt?.slice(0, 10) ?? '',
    },
    action: saveCredentials,
    following,
  })
  const { errors } = form.formState
  const organization = useWatch({ control: form.control, name: 'organization' })
  const fillIn = (offer: SandboxOffer) => {
    form.setValue('accessToken', offer.accessToken, { shouldDirty: true })
    form.setValue('organization', offer.organizationId, { shouldDirty: true })
    form.clearErrors()
    toast.success('Filled in: the token and the ID of the sandbox.')
  }
  return (
    <StepForm
      {...state}
      back={back}
      title="Gather the credentials"
      description="Rolecall reads the organization with an API key that one of its admins creates. It takes about three minutes."
    >
      {sandbox ? <SandboxCallout onUse={() => fillIn(sandbox)} /> : null}
      <Card title="In Atlassian">
        <KeyInstructions organizationId={parseOrganizationId(organization)} />
      </Card>
      <div className="grid max-w-xl gap-5">
        <SecretField
          label="Access token (API key)"
          hint={draft.secret ? undefined : 'Stored encrypted, and never shown again.'}
          stored={draft.secret ? toStored(draft.secret) : undefined}
          error={errors.accessToken?.message}
          {...form.register('accessToken')}
        />
        <OrganizationField form={form} draftId={draft.id} organizationName={draft.organizationName} />
        <Field
          label="The key expires on"
          optional
          error={errors.keyExpiresOn?.message}
          hint="As Atlassian showed it. The connection test looks it up too, where Atlassian tells."
        >
          <Input type="date" className="max-w-44" {...form.register('keyExpiresOn')} />
        </Field>
      </div>
    </StepForm>
  )
}

const toStored = ({ hint, setAt, setBy }: { hint: string; setAt: string; setBy: string | null }): string =>
  `ends in ${hint}, set${setBy ? ` by ${setBy}` : ''} on ${formatAbsolute(setAt, { style: 'date' })}`

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
