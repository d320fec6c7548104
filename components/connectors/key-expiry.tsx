'use client'

import { useNow } from '#components/ui/clock.ts'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import { formatAbsolute, plural } from '#lib/platform/format.ts'

const dayMs = 86_400_000

/** In how many days an access token stops working, and how pressing that is. Before the page is alive: the day. */
export function KeyExpiry({ at }: { at: Date | string }) {
  const now = useNow()
  const day = formatAbsolute(at, { style: 'date' })
  if (now === null) return <span>Expires {day}</span>
  const days = Math.ceil((new Date(at).getTime() - now) / dayMs)
  const { tone, words } = toShown(days)
  if (tone === null) return <span title={day}>{words}</span>
  return (
    <span title={day}>
      <StatusBadge tone={tone} appearance="plain">
        {words}
      </StatusBadge>
    </span>
  )
}

function toShown(days: number): { tone: Tone | null; words: string } {
  if (days <= 0) return { tone: 'danger', words: 'Expired' }
  const words = days === 1 ? 'Expires within a day' : `Expires in ${plural(days, 'day')}`
  if (days > 30) return { tone: null, words }
  return { tone: days > 7 ? 'warning' : 'danger', words }
}
