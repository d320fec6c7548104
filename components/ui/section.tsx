import type { ReactNode } from 'react'
import { cn } from '#lib/platform/cn.ts'

export interface SectionProps {
  title?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  children: ReactNode
  className?: string | undefined
  id?: string
}

function Heading({ title, description, actions }: Omit<SectionProps, 'children'>) {
  if (!title && !actions) return null
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        {title ? <h2 className="text-base font-semibold">{title}</h2> : null}
        {description ? <div className="max-w-prose text-sm text-muted-foreground">{description}</div> : null}
      </div>
      {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
    </div>
  )
}

/** A titled part of a page, set off by space alone. */
export function Section({ children, className, id, ...heading }: SectionProps) {
  return (
    <section id={id} className={cn('grid min-w-0 gap-3 [--stack:0.75rem]', className)}>
      <Heading {...heading} />
      {children}
    </section>
  )
}

/** A part that needs an edge: a form, figures side by side. Tables go in flush with `bleed`. */
export function Card({ children, className, id, ...heading }: SectionProps) {
  return (
    <section
      id={id}
      className={cn(
        'grid min-w-0 content-start gap-3 rounded-lg border bg-surface p-(--gutter) [--gutter:1rem] [--stack:0.75rem] [&>[role=region]:last-child]:-mb-(--gutter) [&>[role=region]:last-child]:rounded-b-lg [&>[role=region]:last-child]:border-b-0',
        className,
      )}
    >
      <Heading {...heading} />
      {children}
    </section>
  )
}
