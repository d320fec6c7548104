'use client'

import { useRouter } from 'next/navigation'
import { Controller, useWatch } from 'react-hook-form'
import { Callout } from '#components/feedback/callout.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { toast } from '#components/feedback/toaster.tsx'
import { PeoplePicker } from '#components/people/people-picker.tsx'
import { SetConnectorOwners } from '#lib/connectors/schema.ts'
import type { Wire } from '#lib/platform/wire.ts'
import { setConnectorOwners } from '#lib/setup/actions.ts'
import type { ConnectorDetail } from '#lib/sync/types.ts'
import type { ChosenPersonView } from '#lib/users/types.ts'

/** Who looks at the page. */
export interface Self {
  userId: string
  /** A role of theirs lets them manage every connector. */
  managesAll: boolean
}

export function OwnerSettings({ connector, self }: { connector: Wire<ConnectorDetail>; self: Self }) {
  if (!connector.mayManage)
    return <p className="text-sm">{connector.owners.map((owner) => owner.name).join(', ')}</p>
  // Owners that somebody else has set begin the form anew.
  return (
    <OwnerForm key={connector.owners.map((owner) => owner.id).join()} connector={connector} self={self} />
  )
}

const isSelf = (person: object, { userId }: Self): boolean => 'userId' in person && person.userId === userId

function OwnerForm({ connector, self }: { connector: Wire<ConnectorDetail>; self: Self }) {
  const router = useRouter()
  const owned = connector.owners.some((owner) => owner.id === self.userId)
  const before: ChosenPersonView[] = connector.owners.map(({ id, ...person }) => ({ userId: id, ...person }))
  const { form, submit, pending, failure } = useActionForm({
    schema: SetConnectorOwners,
    defaultValues: { connectorId: connector.id, owners: before },
    action: setConnectorOwners,
    onDone: () => {
      toast.success('The owners are saved. Whoever is new was told.')
      const stays = self.managesAll || form.getValues('owners').some((person) => isSelf(person, self))
      if (stays) router.refresh()
      else router.push('/')
    },
  })
  const chosen = useWatch({ control: form.control, name: 'owners' })
  const leaves = owned && !chosen.some((person) => isSelf(person, self))
  return (
    <form onSubmit={submit} noValidate className="grid max-w-md gap-3">
      <FormError message={failure} />
      <Controller
        control={form.control}
        name="owners"
        render={({ field, fieldState }) => (
          <PeoplePicker
            label="Owners of the connector"
            // What was put in by this form only.
            value={field.value as ChosenPersonView[]}
            onChange={field.onChange}
            error={fieldState.error?.message ?? fieldState.error?.root?.message}
            ownUserId={self.userId}
          />
        )}
      />
      {leaves ? (
        <Callout tone="warning" role="status" title="You leave yourself out">
          {self.managesAll
            ? 'You will not be told about this connector any more. Your role still lets you manage it.'
            : 'When you save, you can neither manage nor see this connector any more.'}
        </Callout>
      ) : null}
      <SubmitButton pending={pending} variant="secondary" className="justify-self-start">
        Save the owners
      </SubmitButton>
    </form>
  )
}
