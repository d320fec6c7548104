import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { cn } from '#lib/platform/cn.ts'

export interface ErrorStateProps {
  title: ReactNode
  /** What happened, in a sentence that names the thing. */
  cause?: ReactNode
  /** What the reader can do about it. */
  whatToDo?: ReactNode
  reference?: string | undefined
  /** Retry first, then ways out. */
  actions?: ReactNode
  className?: string
}

/** Something broke where content should be. */
export function ErrorState({ title, cause, whatToDo, reference, actions, className }: ErrorStateProps) {
  return (
    <div role="alert" className={cn('flex max-w-xl gap-3 py-8', className)}>
      <CircleAlert className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden />
      <div className="min-w-0">
        <h2 className="text-base font-semibold">{title}</h2>
        {cause ? <div className="mt-1 text-sm">{cause}</div> : null}
        {whatToDo ? <div className="mt-1 text-sm text-muted-foreground">{whatToDo}</div> : null}
        {actions ? <div className="mt-4 flex flex-wrap gap-2">{actions}</div> : null}
        {reference ? (
          <div className="mt-3 flex items-center gap-1 text-xs text-muted-foreground">
            Reference <code className="font-mono">{reference}</code>
            <CopyButton value={reference} label="Copy reference" />
          </div>
        ) : null}
      </div>
    </div>
  )
}
