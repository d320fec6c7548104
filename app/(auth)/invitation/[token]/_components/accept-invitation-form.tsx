'use client'

import { useRouter } from 'next/navigation'
import { FormError } from '#components/form/form-error.tsx'
import { PasswordField } from '#components/form/password-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { acceptInvitation } from '#lib/auth/actions.ts'
import { AcceptInvitation } from '#lib/users/schema.ts'

interface AcceptInvitationFormProps {
  token: string
  email: string
  /** Where they go on, once they have joined. */
  next: string
}

export function AcceptInvitationForm({ token, email, next }: AcceptInvitationFormProps) {
  const router = useRouter()
  const { form, submit, pending, failure } = useActionForm({
    schema: AcceptInvitation,
    defaultValues: { token, password: '' },
    action: acceptInvitation,
    onDone: () => router.replace(next as '/'),
  })
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError message={failure} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField
        label="Password"
        hint="At least 12 characters."
        autoComplete="new-password"
        autoFocus
        error={form.formState.errors.password?.message}
        {...form.register('password')}
      />
      <SubmitButton pending={pending}>Join</SubmitButton>
    </form>
  )
}
