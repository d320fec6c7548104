import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Spinner } from '#components/ui/spinner.tsx'
import { Time } from '#components/ui/time.tsx'
import { cn } from '#lib/platform/cn.ts'
import type { Instant } from '#lib/platform/format.ts'

export interface TimelineEvent {
  id: string
  state: 'done' | 'current' | 'failed' | 'pending'
  title: ReactNode
  who?: ReactNode
  at?: Instant | null | undefined
  /** Below: the cause, the next step as a button, the vendor's answer in a collapsible. */
  detail?: ReactNode
}

const marks = {
  done: 'border-success bg-success-soft text-success',
  current: 'border-progress bg-progress-soft text-progress',
  failed: 'border-danger bg-danger-soft text-danger',
  pending: 'border-control border-dashed bg-surface',
}

const words = { done: 'done', current: 'in progress', failed: 'failed', pending: 'not yet' }

/** A path of events from top to bottom. */
export function Timeline({ events, className }: { events: readonly TimelineEvent[]; className?: string }) {
  return (
    <ol className={cn('grid', className)}>
      {events.map((event) => (
        <li key={event.id} className="group/event relative flex gap-3 pb-5 last:pb-0">
          <span
            aria-hidden="true"
            className={cn(
              'absolute top-6 bottom-0.5 left-[0.5625rem] w-px group-last/event:hidden',
              event.state === 'done' ? 'bg-control' : 'bg-hairline',
            )}
          />
          <Mark state={event.state} />
          <div className="min-w-0 grow">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span
                className={cn(
                  'font-medium',
                  event.state === 'pending' && 'font-normal text-muted-foreground',
                )}
              >
                {event.title}
                <span className="sr-only"> ({words[event.state]})</span>
              </span>
              {event.at === undefined || event.at === null ? null : (
                <Time at={event.at} className="text-xs text-muted-foreground" />
              )}
            </div>
            {event.who ? <div className="text-sm text-muted-foreground">{event.who}</div> : null}
            {event.detail ? <div className="mt-1.5 grid gap-2 text-sm">{event.detail}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  )
}

function Mark({ state }: { state: TimelineEvent['state'] }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'mt-0.5 flex size-4.75 shrink-0 items-center justify-center rounded-full border',
        marks[state],
      )}
    >
      {state === 'done' ? <Check className="size-3" strokeWidth={2.5} /> : null}
      {state === 'failed' ? <X className="size-3" strokeWidth={2.5} /> : null}
      {state === 'current' ? <Spinner className="size-3" /> : null}
    </span>
  )
}
