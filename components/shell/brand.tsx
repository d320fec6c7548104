import { cn } from '#lib/platform/cn.ts'

/** The mark: an R whose leg is the tick of a roll call. Same drawing as public/logo.svg. */
export function BrandMark({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn('size-6 shrink-0', className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g
        fill="none"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-accent-foreground"
      >
        <path d="M9.5 24V8H16a4.9 4.9 0 0 1 0 9.8h-2" />
        <path d="m14 20.2 3.7 3.8 6.3-7.2" />
      </g>
    </svg>
  )
}

export function Brand({ className }: { className?: string | undefined }) {
  return (
    <span className={cn('inline-flex items-center gap-2 text-base font-semibold tracking-tight', className)}>
      <BrandMark />
      Rolecall
    </span>
  )
}
