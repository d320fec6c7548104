import type { ComponentProps } from 'react'
import { cn } from '#lib/platform/cn.ts'

/** A plain word in a frame: a type, a role, a source. What can change state is a status badge. */
export function Badge({ className, children, ...props }: ComponentProps<'span'>) {
  return (
    <span
      {...props}
      className={cn(
        'inline-flex h-5 max-w-full items-center gap-1 rounded-sm border bg-sunken px-1.5 text-xs whitespace-nowrap text-muted-foreground [&_svg]:size-3',
        className,
      )}
    >
      {children}
    </span>
  )
}
