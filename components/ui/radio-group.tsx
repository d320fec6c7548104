'use client'

import { RadioGroup as Primitive } from 'radix-ui'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { useFieldControl } from '#components/ui/field-control.ts'
import { cn } from '#lib/platform/cn.ts'

type RadioGroupProps = ComponentProps<typeof Primitive.Root>

/** Needs an `aria-label` unless a fieldset's legend names it. */
export function RadioGroup({ className, ...props }: RadioGroupProps) {
  return <Primitive.Root {...props} {...useFieldControl(props)} className={cn('grid gap-2', className)} />
}

const dot = cn(
  'relative mt-0.5 size-4 shrink-0 rounded-full border border-control bg-surface after:absolute after:-inset-1.5',
  'data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:cursor-not-allowed',
)

function Dot({ id, value, describedBy, disabled }: DotProps) {
  return (
    <Primitive.Item
      id={id}
      value={value}
      disabled={disabled ?? false}
      aria-describedby={describedBy}
      className={dot}
    >
      <Primitive.Indicator className="absolute inset-0 flex items-center justify-center before:size-1.5 before:rounded-full before:bg-accent-foreground" />
    </Primitive.Item>
  )
}

interface DotProps {
  id: string
  value: string
  describedBy: string | undefined
  disabled: boolean | undefined
}

export interface RadioChoiceProps {
  value: string
  label: ReactNode
  description?: ReactNode
  disabled?: boolean | undefined
  /** Drawn at the right end of a card: a price, a badge, a mark. */
  aside?: ReactNode
  /** Leading mark of a card. */
  icon?: ReactNode
}

/** One card of a radio group: the whole card takes the press. */
export function ChoiceCard({ value, label, description, disabled, aside, icon }: RadioChoiceProps) {
  const id = useId()
  return (
    <label
      htmlFor={id}
      className={cn(
        'flex cursor-pointer gap-3 rounded-lg border px-3.5 py-3 transition-colors duration-100 hover:bg-hover',
        'has-data-[state=checked]:border-accent has-data-[state=checked]:bg-accent-soft',
        'has-disabled:cursor-not-allowed has-disabled:bg-sunken',
      )}
    >
      <Dot id={id} value={value} disabled={disabled} describedBy={description ? `${id}-d` : undefined} />
      {icon ? <span className="text-muted-foreground [&_svg]:size-5">{icon}</span> : null}
      <span className="min-w-0 grow">
        <span className="block text-sm font-medium">{label}</span>
        {description ? (
          <span id={`${id}-d`} className="mt-0.5 block text-sm text-muted-foreground">
            {description}
          </span>
        ) : null}
      </span>
      {aside ? <span className="shrink-0 text-sm text-muted-foreground">{aside}</span> : null}
    </label>
  )
}
