import { cn } from '#lib/platform/cn.ts'
import { formatCount } from '#lib/platform/format.ts'

export interface ProgressBarProps {
  label: string
  value: number
  /** Unknown: the bar says only that work goes on. */
  max?: number | undefined
  /** Shows label and numbers above the bar. */
  showLabel?: boolean
  className?: string
}

export function ProgressBar({ label, value, max, showLabel = false, className }: ProgressBarProps) {
  const share = max === undefined ? undefined : Math.min(100, max === 0 ? 100 : (value / max) * 100)
  return (
    <div className={cn('grid gap-1.5', className)}>
      {showLabel ? (
        <div className="flex justify-between gap-4 text-xs text-muted-foreground tabular-nums">
          <span>{label}</span>
          <span>
            {max === undefined ? formatCount(value) : `${formatCount(value)} of ${formatCount(max)}`}
          </span>
        </div>
      ) : null}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max ?? 100}
        aria-valuenow={max === undefined ? undefined : value}
        className="h-1.5 overflow-hidden rounded-full bg-muted"
      >
        <div
          className={cn(
            'h-full rounded-full bg-accent transition-[width]',
            share === undefined && 'w-2/5 animate-pulse',
          )}
          style={share === undefined ? undefined : { width: `${share}%` }}
        />
      </div>
    </div>
  )
}
