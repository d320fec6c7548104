import type { ReactNode } from 'react'
import { ToneIcon } from '#components/ui/status-badge.tsx'
import { toneText, type Tone } from '#components/ui/tone.ts'
import { cn } from '#lib/platform/cn.ts'

const grounds: Record<Tone, string> = {
  neutral: 'bg-sunken',
  info: 'bg-info-soft',
  progress: 'bg-progress-soft',
  success: 'bg-success-soft',
  warning: 'bg-warning-soft',
  danger: 'bg-danger-soft',
}

export interface CalloutProps {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  icon?: ReactNode
  /** Buttons or links: what to do about it. */
  action?: ReactNode
  /** `alert` for what appears while the page is open. */
  role?: 'alert' | 'status' | 'note'
  className?: string
}

/** Something to know before going on, in place. */
export function Callout({ tone = 'info', title, children, icon, action, role, className }: CalloutProps) {
  return (
    <div
      role={role}
      className={cn(
        'flex flex-wrap gap-x-4 gap-y-2 rounded-lg px-3.5 py-3 text-sm',
        grounds[tone],
        className,
      )}
    >
      <div className="flex min-w-0 grow basis-64 gap-2.5">
        <span className={cn('mt-0.5 shrink-0 [&_svg]:size-4', toneText[tone])}>
          {icon ?? <ToneIcon tone={tone} />}
        </span>
        <div className="min-w-0">
          {title ? <p className="font-medium text-foreground">{title}</p> : null}
          {children ? (
            <div className={cn(title ? 'text-muted-foreground' : 'text-foreground')}>{children}</div>
          ) : null}
        </div>
      </div>
      {action ? (
        <div className="flex shrink-0 flex-wrap items-center gap-2 pl-6.5 sm:pl-0">{action}</div>
      ) : null}
    </div>
  )
}
