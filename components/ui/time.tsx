'use client'

import { useNow } from '#components/ui/clock.ts'
import { cn } from '#lib/platform/cn.ts'
import { formatAbsolute, formatRelative, type Instant } from '#lib/platform/format.ts'

export interface TimeProps {
  at: Instant
  /** `relative` (“12 min ago”, absolute on hover), `absolute`, the day alone, or the time of day with seconds. */
  format?: 'relative' | 'absolute' | 'date' | 'clock'
  className?: string
}

/** An instant. The server writes it in UTC; the browser then says how long ago, with the local time on hover. */
export function Time({ at, format = 'relative', className }: TimeProps) {
  const now = useNow()
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return null
  const utc = formatAbsolute(date)
  return (
    <time
      dateTime={date.toISOString()}
      title={now === null ? utc : both(date, utc)}
      className={cn('whitespace-nowrap tabular-nums', className)}
    >
      {text(date, format, now)}
    </time>
  )
}

function text(date: Date, format: TimeProps['format'], now: number | null): string {
  if (format === 'date' || format === 'clock')
    return formatAbsolute(date, { style: format, ...(now !== null && { timeZone: localZone() }) })
  if (now === null) return formatAbsolute(date, { style: format === 'absolute' ? 'full' : 'short' })
  return format === 'absolute' ? formatAbsolute(date, { timeZone: localZone() }) : formatRelative(date, now)
}

function both(date: Date, utc: string): string {
  const local = formatAbsolute(date, { timeZone: localZone() })
  return local === utc ? utc : `${local}\n${utc}`
}

const localZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
