import type { ReactNode } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { cn } from '#lib/platform/cn.ts'

export interface CodeBlockProps {
  code: string
  /** What it is: names the region and the copy button. */
  label: string
  /** Breaks long lines instead of scrolling: for prose such as a ticket. */
  wrap?: boolean
  actions?: ReactNode
  className?: string
}

/** Text to take elsewhere, as it is. */
export function CodeBlock({ code, label, wrap = false, actions, className }: CodeBlockProps) {
  return (
    <figure className={cn('min-w-0 overflow-hidden rounded-lg border bg-sunken', className)}>
      <figcaption className="flex min-h-9 items-center justify-between gap-2 border-b py-1 pr-1 pl-3 text-xs text-muted-foreground">
        <span className="truncate">{label}</span>
        <span className="flex shrink-0 items-center gap-1">
          {actions}
          <CopyButton value={code} label={`Copy ${label}`} />
        </span>
      </figcaption>
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className={cn(
          'focus-inset max-h-96 overflow-auto px-3 py-2.5 font-mono text-xs leading-5',
          wrap && 'break-words whitespace-pre-wrap',
        )}
      >
        {code}
      </pre>
    </figure>
  )
}

/** An id, a role's key, a command inside a sentence. */
export function Code({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <code className={cn('font-mono text-[0.9em] wrap-anywhere text-muted-foreground', className)}>
      {children}
    </code>
  )
}
