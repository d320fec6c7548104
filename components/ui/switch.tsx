'use client'

import { Switch as Primitive } from 'radix-ui'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from '#lib/platform/cn.ts'

export interface SwitchProps extends Omit<ComponentProps<typeof Primitive.Root>, 'children'> {
  /** Makes it a row: words on the left, switch on the right. Without it, give an `aria-label`. */
  label?: ReactNode
  description?: ReactNode
}

/** For what takes effect at once. Inside a form that is saved, use a checkbox. */
export function Switch({ label, description, className, ...props }: SwitchProps) {
  const ownId = useId()
  const id = props.id ?? ownId
  if (!label) return <Track {...props} className={className} />
  return (
    <div className={cn('flex items-start justify-between gap-6', className)}>
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
      <Track aria-describedby={description ? `${id}-description` : undefined} {...props} id={id} />
    </div>
  )
}

function Track({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      {...props}
      className={cn(
        'relative inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-control transition-colors duration-100',
        'after:absolute after:-inset-1 data-[state=checked]:bg-accent disabled:cursor-not-allowed disabled:opacity-50',
        className,
      )}
    >
      <Primitive.Thumb className="pointer-events-none block size-4 translate-x-0.5 rounded-full bg-white shadow-xs transition-transform duration-100 data-[state=checked]:translate-x-4.5 dark:data-[state=checked]:bg-accent-foreground" />
    </Primitive.Root>
  )
}
