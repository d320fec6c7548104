'use client'

import { useRouter } from 'next/navigation'
import type { Route } from 'next'
import { Field } from '#components/form/field.tsx'
import { FormError } from '#components/form/form-error.tsx'
import { PasswordField } from '#components/form/password-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useActionForm } from '#components/form/use-action-form.ts'
import { Input } from '#components/ui/input.tsx'
import { signIn } from '#lib/auth/actions.ts'
import { SignIn } from '#lib/users/schema.ts'

export function SignInForm({ next }: { next: string }) {
  const router = useRouter()
  const { form, submit, pending, failure } = useActionForm({
    schema: SignIn,
    defaultValues: { email: '', password: '' },
    action: signIn,
    onDone: () => router.replace(next as Route),
  })
  const { errors } = form.formState
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError message={failure} />
      <Field label="E-mail" error={errors.email?.message}>
        <Input type="email" autoComplete="username" autoFocus {...form.register('email')} />
      </Field>
      <PasswordField
        label="Password"
        autoComplete="current-password"
        error={errors.password?.message}
        {...form.register('password')}
      />
      <SubmitButton pending={pending}>Sign in</SubmitButton>
    </form>
  )
}
