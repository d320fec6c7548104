'use client'

import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { FieldControlContext } from '#components/ui/field-control.ts'
import { Label } from '#components/ui/label.tsx'
import { cn } from '#lib/platform/cn.ts'

export interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  /** Says “optional” beside the label; without it a field is understood to be needed. */
  optional?: boolean | undefined
  required?: boolean | undefined
  /** Right of the label: a link to where the value is found. */
  aside?: ReactNode
  id?: string | undefined
  className?: string | undefined
  /** One control of ours: it takes id, description and invalid from here. */
  children: ReactNode
}

/** Label, control, hint and error, tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  optional,
  required,
  aside,
  className,
  children,
  ...props
}: FieldProps) {
  const ownId = useId()
  const id = props.id ?? ownId
  const describedBy = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  const control = {
    id,
    describedBy: describedBy || undefined,
    invalid: Boolean(error),
    required: required ?? false,
  }
  return (
    <div className={cn('grid min-w-0 gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-4">
        <span className="flex items-baseline gap-1.5">
          <Label htmlFor={id}>{label}</Label>
          {optional ? <span className="text-xs text-muted-foreground">optional</span> : null}
        </span>
        {aside ? <span className="text-xs">{aside}</span> : null}
      </div>
      <FieldControlContext value={control}>{children}</FieldControlContext>
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
      {hint ? (
        <div id={`${id}-hint`} className="text-sm text-muted-foreground">
          {hint}
        </div>
      ) : null}
    </div>
  )
}

function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm text-danger">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="min-w-0">{children}</span>
    </p>
  )
}

export interface FieldsetProps {
  legend: ReactNode
  hint?: ReactNode
  error?: ReactNode
  className?: string | undefined
  children: ReactNode
}

/** Several controls that answer one question: radio choices, checkboxes. */
export function Fieldset({ legend, hint, error, className, children }: FieldsetProps) {
  const id = useId()
  const describedBy = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <fieldset className={cn('grid min-w-0 gap-2', className)} aria-describedby={describedBy || undefined}>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      {hint ? (
        <div id={`${id}-hint`} className="-mt-2 text-sm text-muted-foreground">
          {hint}
        </div>
      ) : null}
      {children}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </fieldset>
  )
}
