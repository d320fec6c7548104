'use client'

import { Check, Minus } from 'lucide-react'
import { Checkbox as Primitive } from 'radix-ui'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { useFieldControl } from '#components/ui/field-control.ts'
import { cn } from '#lib/platform/cn.ts'

/** The box alone: 16 px to look at, 24 px to hit. Needs a label or `aria-label`. */
export function Checkbox({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      {...props}
      {...useFieldControl(props)}
      className={cn(
        'group relative size-4 shrink-0 rounded-sm border border-control bg-surface after:absolute after:-inset-1.5',
        'data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=checked]:text-accent-foreground',
        'data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent data-[state=indeterminate]:text-accent-foreground',
        'disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger',
        className,
      )}
    >
      <Primitive.Indicator className="flex items-center justify-center">
        <Check className="size-3 group-data-[state=indeterminate]:hidden" strokeWidth={3} aria-hidden />
        <Minus className="hidden size-3 group-data-[state=indeterminate]:block" strokeWidth={3} aria-hidden />
      </Primitive.Indicator>
    </Primitive.Root>
  )
}

export interface CheckboxFieldProps extends Omit<ComponentProps<typeof Primitive.Root>, 'children'> {
  label: ReactNode
  description?: ReactNode
}

/** A checkbox with its words beside it. */
export function CheckboxField({ label, description, className, ...props }: CheckboxFieldProps) {
  const ownId = useId()
  const id = props.id ?? ownId
  return (
    <div className={cn('flex gap-2.5', className)}>
      <Checkbox
        aria-describedby={description ? `${id}-description` : undefined}
        {...props}
        id={id}
        className="mt-0.5"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm font-medium select-none">
          {label}
        </label>
        {description ? (
          <div id={`${id}-description`} className="text-sm text-muted-foreground">
            {description}
          </div>
        ) : null}
      </div>
    </div>
  )
}
