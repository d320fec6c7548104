'use client'

import NextLink from 'next/link'
import { useRouter } from 'next/navigation'
import { DisclosedForm } from '#components/form/disclosed-form.tsx'
import { Field } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { toast } from '#components/feedback/toaster.tsx'
import { Button } from '#components/ui/button.tsx'
import { Collapsible } from '#components/ui/collapsible.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { ChangeOrganization } from '#lib/connectors/schema.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { changeOrganization } from '#lib/setup/actions.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'

/** The organization, which stays once something was read of it. */
export function OrganizationSettings({
  connector,
  organizationId,
}: {
  connector: Wire<ConnectorDetail>
  organizationId: string
}) {
  return (
    <div className="grid gap-3">
      <div className="flex min-w-0 items-center gap-1 text-sm">
        <span className="font-mono text-xs break-all">{organizationId}</span>
        <CopyButton value={organizationId} label="Copy the organization ID" />
      </div>
      {connector.isRead ? <WhyItStays /> : <Change connector={connector} organizationId={organizationId} />}
    </div>
  )
}

function WhyItStays() {
  return (
    <Collapsible summary="Why can’t I change this?">
      <p className="max-w-prose text-sm">
        Everything that is known here belongs to this organization. With another one, every account and every
        grant would end at the next sync, and open requests would be about people who are not there. Connect
        the other organization with a connector of its own, then delete this one.
      </p>
      <Button asChild size="sm" className="mt-2.5">
        <NextLink href="/connectors/new">Connect another organization</NextLink>
      </Button>
    </Collapsible>
  )
}

function Change({ connector, organizationId }: { connector: Wire<ConnectorDetail>; organizationId: string }) {
  if (!connector.mayManage) return null
  return (
    <DisclosedForm
      label="Change the organization"
      renderForm={(close) => (
        <ChangeForm connectorId={connector.id} organizationId={organizationId} onClose={close} />
      )}
    >
      <p className="text-sm text-muted-foreground">
        Nothing was read yet, so it can still be changed to another one that the access token opens.
      </p>
    </DisclosedForm>
  )
}

function ChangeForm({
  connectorId,
  organizationId,
  onClose,
}: {
  connectorId: string
  organizationId: string
  onClose: () => void
}) {
  const router = useRouter()
  const { form, submit, pending, failure } = useActionForm({
    schema: ChangeOrganization,
    defaultValues: { connectorId, organization: organizationId },
    action: changeOrganization,
    onDone: () => {
      toast.success('The organization is saved.')
      onClose()
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit} noValidate className="grid max-w-md gap-3">
      <FormError message={failure} />
      <Field
        label="Organization ID or admin URL"
        hint="Checked with Atlassian before it is saved."
        error={form.formState.errors.organization?.message}
      >
        <Input className="font-mono" spellCheck={false} {...form.register('organization')} />
      </Field>
      <div className="flex gap-2">
        <SubmitButton pending={pending}>Test and save</SubmitButton>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
