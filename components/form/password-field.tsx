'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import { Field, type FieldProps } from '#components/form/field.tsx'
import { Input } from '#components/ui/input.tsx'

type FieldParts = Pick<FieldProps, 'label' | 'hint' | 'error' | 'optional' | 'aside'>

export type PasswordFieldProps = FieldParts & Omit<ComponentProps<'input'>, 'type'>

/** A password with a button that shows it. Takes `register(…)` of a form. */
export function PasswordField({
  label,
  hint,
  error,
  optional,
  aside,
  className,
  id,
  ...input
}: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      optional={optional}
      aside={aside}
      className={className}
      id={id}
    >
      <div className="relative">
        <Input
          {...input}
          type={shown ? 'text' : 'password'}
          className="pr-9"
          spellCheck={false}
          autoCapitalize="none"
        />
        <button
          type="button"
          onClick={() => setShown(!shown)}
          aria-label="Show password"
          aria-pressed={shown}
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-md text-subtle-foreground hover:text-foreground"
        >
          {shown ? <EyeOff className="size-4" aria-hidden /> : <Eye className="size-4" aria-hidden />}
        </button>
      </div>
    </Field>
  )
}
