import { Check } from 'lucide-react'
import { Link } from '#components/ui/link.tsx'
import { cn } from '#lib/platform/cn.ts'

export interface Step {
  label: string
  /** Where a finished step can be changed. */
  href?: string | undefined
}

export interface StepsProps {
  steps: readonly Step[]
  /** Index of the step at hand, from 0. */
  current: number
  className?: string
}

/** How far a wizard is: “Step 2 of 4” and the path. On a phone the path is a bar. */
export function Steps({ steps, current, className }: StepsProps) {
  return (
    <nav aria-label="Progress" className={cn('grid gap-2', className)}>
      <p className="text-sm text-muted-foreground">
        Step {current + 1} of {steps.length}
        <span className="sm:hidden">: {steps[current]?.label}</span>
      </p>
      <ol className="flex gap-1.5">
        {steps.map((step, index) => (
          <li
            key={step.label}
            className="min-w-0 grow basis-0"
            aria-current={index === current ? 'step' : undefined}
          >
            <div className={cn('h-1 rounded-full', index <= current ? 'bg-accent' : 'bg-hairline')} />
            <div className="mt-1.5 hidden sm:block">
              <StepLabel step={step} done={index < current} current={index === current} />
            </div>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StepLabel({ step, done, current }: { step: Step; done: boolean; current: boolean }) {
  const content = (
    <>
      {done ? <Check className="size-3.5 shrink-0 text-accent-text" aria-hidden /> : null}
      <span className="truncate">{step.label}</span>
      {done ? <span className="sr-only"> (done)</span> : null}
    </>
  )
  const classes = 'flex min-h-6 items-center gap-1 text-xs'
  if (done && step.href) {
    return (
      <Link
        href={step.href}
        className={cn(classes, 'rounded-sm text-muted-foreground hover:text-foreground')}
      >
        {content}
      </Link>
    )
  }
  return (
    <span className={cn(classes, current ? 'font-medium text-foreground' : 'text-muted-foreground')}>
      {content}
    </span>
  )
}
