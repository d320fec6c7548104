'use client'

import { useRouter } from 'next/navigation'
import { Field } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { PasswordField } from '#components/form/password-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { Input } from '#components/ui/input.tsx'
import { createFirstAdmin } from '#lib/auth/actions.ts'
import { FirstAdmin } from '#lib/users/schema.ts'

export function FirstAdminForm() {
  const router = useRouter()
  const { form, submit, pending, failure } = useActionForm({
    schema: FirstAdmin,
    defaultValues: { name: '', email: '', password: '' },
    action: createFirstAdmin,
    onDone: () => router.replace('/'),
  })
  const { errors } = form.formState
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError message={failure} />
      <Field label="Your name" error={errors.name?.message}>
        <Input autoComplete="name" autoFocus {...form.register('name')} />
      </Field>
      <Field
        label="E-mail"
        hint="Use the address of your Atlassian account: Rolecall matches people and accounts by it."
        error={errors.email?.message}
      >
        <Input type="email" autoComplete="username" {...form.register('email')} />
      </Field>
      <PasswordField
        label="Password"
        hint="At least 12 characters."
        autoComplete="new-password"
        error={errors.password?.message}
        {...form.register('password')}
      />
      <SubmitButton pending={pending}>Create administrator</SubmitButton>
    </form>
  )
}
