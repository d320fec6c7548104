'use client'

import { Check } from 'lucide-react'
import { useSelectedLayoutSegment } from 'next/navigation'
import { Link } from '#components/ui/link.tsx'
import { cn } from '#lib/platform/cn.ts'
import type { Wire } from '#lib/platform/wire.ts'
import type { DraftStep } from '#lib/setup/types.ts'

export interface StepNavProps {
  draft: { id: string; steps: Wire<DraftStep>[]; total: number; name: string }
}

/** Where one is in the set-up, and the way to every step. */
export function StepNav({ draft }: StepNavProps) {
  const current = useSelectedLayoutSegment()
  const here = draft.steps.find(({ step }) => step === current)
  return (
    <nav aria-label="Steps" className="min-w-0 lg:sticky lg:top-6 lg:self-start">
      <p className="mb-2 text-xs text-muted-foreground tabular-nums">
        Step {here?.number ?? draft.total} of {draft.total}
        {here ? <span className="lg:hidden">: {here.label}</span> : null}
      </p>
      <ol className="flex gap-1 overflow-x-auto pb-1 lg:grid lg:gap-0.5 lg:overflow-visible">
        <Step label={draft.name} number={1} isDone href={null} isCurrent={false} />
        {draft.steps.map(({ step, label, number, isDone }) => (
          <Step
            key={step}
            label={label}
            number={number}
            isDone={isDone}
            isCurrent={step === current}
            href={`/connectors/new/${draft.id}/${step}`}
          />
        ))}
      </ol>
    </nav>
  )
}

interface StepProps {
  label: string
  number: number
  isDone: boolean
  isCurrent: boolean
  href: string | null
}

function Step({ label, number, isDone, isCurrent, href }: StepProps) {
  const inside = (
    <>
      <span
        aria-hidden
        className={cn(
          'flex size-5 shrink-0 items-center justify-center rounded-full border text-xs tabular-nums',
          isDone && 'border-transparent bg-success-soft text-success',
          !isDone && isCurrent && 'border-accent text-accent-text',
          !isDone && !isCurrent && 'border-control text-muted-foreground',
        )}
      >
        {isDone ? <Check className="size-3.5" /> : number}
      </span>
      <span className={'truncate max-lg:sr-only'}>{label}</span>
      <span className="sr-only">{isDone ? ' (done)' : ' (not done yet)'}</span>
    </>
  )
  const style = cn(
    'flex min-h-8 items-center gap-2 rounded-md px-2 text-sm text-muted-foreground',
    isCurrent && 'bg-muted font-medium text-foreground',
  )
  return (
    <li className="shrink-0">
      {href ? (
        <Link
          href={href}
          aria-current={isCurrent ? 'step' : undefined}
          className={cn(style, 'hover:bg-hover hover:text-foreground')}
        >
          {inside}
        </Link>
      ) : (
        <span className={style}>{inside}</span>
      )}
    </li>
  )
}
