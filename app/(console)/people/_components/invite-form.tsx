'use client'

import { Controller } from 'react-hook-form'
import { Field, Fieldset } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { CheckboxField } from '#components/ui/checkbox.tsx'
import { Input } from '#components/ui/input.tsx'
import { inviteUser } from '#lib/notifications/actions.ts'
import { consoleRoles, roleTable } from '#lib/users/roles.ts'
import { Invite } from '#lib/users/schema.ts'

export interface Invited {
  link: string
  /** The link goes to them by mail as well. */
  isMailed: boolean
}

export function InviteForm({ onInvited }: { onInvited: (invited: Invited) => void }) {
  const { form, submit, pending, failure } = useActionForm({
    schema: Invite,
    defaultValues: { name: '', email: '', roles: ['basic_user'] },
    action: inviteUser,
    onDone: onInvited,
  })
  const { errors } = form.formState
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError message={failure} />
      <Field label="Name" error={errors.name?.message}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Field
        label="E-mail"
        hint="The address of their Atlassian account: people and accounts are matched by it."
        error={errors.email?.message}
      >
        <Input type="email" autoComplete="off" {...form.register('email')} />
      </Field>
      <Controller
        control={form.control}
        name="roles"
        render={({ field }) => (
          <Fieldset legend="Roles" error={errors.roles?.message}>
            {consoleRoles.map((role) => (
              <CheckboxField
                key={role}
                label={roleTable[role].label}
                description={roleTable[role].allows}
                checked={field.value.includes(role)}
                onCheckedChange={(checked) =>
                  field.onChange(
                    checked === true ? [...field.value, role] : field.value.filter((held) => held !== role),
                  )
                }
              />
            ))}
          </Fieldset>
        )}
      />
      <div>
        <SubmitButton pending={pending}>Invite</SubmitButton>
      </div>
    </form>
  )
}
