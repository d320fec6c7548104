'use client'

import type { ClipboardEvent, ComponentProps } from 'react'
import { Field, type FieldProps } from '#components/form/field.tsx'
import { Input } from '#components/ui/input.tsx'

type FieldParts = Pick<FieldProps, 'label' | 'hint' | 'error' | 'optional' | 'aside'>

export interface SecretFieldProps extends FieldParts, Omit<ComponentProps<'input'>, 'type' | 'defaultValue'> {
  /** What is stored now, in words: “ends in 4f2a, set by Ada Lovelace on 3 Nov 2026”. */
  stored?: string | undefined
}

/** A token that goes in and never comes out again: masked, not remembered by the browser, white space cut from a paste. */
export function SecretField({
  label,
  hint,
  error,
  optional,
  aside,
  stored,
  id,
  className,
  ...input
}: SecretFieldProps) {
  return (
    <Field
      label={label}
      hint={
        stored ? (
          <>
            Stored: {stored}. {hint ?? 'Leave empty to keep it.'}
          </>
        ) : (
          hint
        )
      }
      error={error}
      optional={optional}
      aside={aside}
      className={className}
      id={id}
    >
      <Input
        placeholder={stored ? '••••••••••••' : undefined}
        {...input}
        type="password"
        autoComplete="off"
        data-1p-ignore
        data-lpignore="true"
        spellCheck={false}
        autoCapitalize="none"
        onPaste={pasteTrimmed}
        className="font-mono"
      />
    </Field>
  )
}

// the event lets React and react-hook-form hear of it as if it had been typed
function pasteTrimmed(event: ClipboardEvent<HTMLInputElement>) {
  const pasted = event.clipboardData.getData('text')
  const trimmed = pasted.replaceAll(/\s+/gu, '')
  if (trimmed === pasted) return
  event.preventDefault()
  const input = event.currentTarget
  input.setRangeText(trimmed, input.selectionStart ?? 0, input.selectionEnd ?? input.value.length, 'end')
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
