import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '#lib/platform/cn.ts'

export interface CollapsibleProps {
  summary: ReactNode
  defaultOpen?: boolean
  children: ReactNode
  className?: string
}

/** Detail on demand, such as a vendor's own answer. A native disclosure: works before any script. */
export function Collapsible({ summary, defaultOpen = false, children, className }: CollapsibleProps) {
  return (
    <details open={defaultOpen} className={cn('group min-w-0', className)}>
      <summary className="-ml-1 inline-flex min-h-6 list-none items-center gap-1 rounded-sm pr-1 text-sm text-muted-foreground select-none hover:text-foreground [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 shrink-0 transition-transform duration-100 group-open:rotate-90"
          aria-hidden
        />
        {summary}
      </summary>
      <div className="pt-2 pl-4">{children}</div>
    </details>
  )
}
