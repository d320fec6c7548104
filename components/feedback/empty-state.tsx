import type { ReactNode } from 'react'
import { cn } from '#lib/platform/cn.ts'

export interface EmptyStateProps {
  icon?: ReactNode
  title: ReactNode
  /** Why it is empty and what will fill it. */
  description?: ReactNode
  /** The next step, as a button. */
  action?: ReactNode
  className?: string
}

/** Nothing here, said as a beginning. */
export function EmptyState({ icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center px-4 py-14 text-center', className)}>
      {icon ? (
        <div className="mb-3 flex size-10 items-center justify-center rounded-lg border bg-sunken text-muted-foreground [&_svg]:size-5">
          {icon}
        </div>
      ) : null}
      <h2 className="text-base font-medium">{title}</h2>
      {description ? (
        <div className="mt-1 max-w-md text-sm text-balance text-muted-foreground">{description}</div>
      ) : null}
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
