import type { ReactNode } from 'react'
import { Spinner } from '#components/ui/spinner.tsx'
import { toneIcons, toneStyles, toneText, type Tone } from '#components/ui/tone.ts'
import { cn } from '#lib/platform/cn.ts'

export interface StatusBadgeProps {
  tone: Tone
  /** The word, exactly as in the list of words. */
  children: ReactNode
  /** Instead of the tone's own. */
  icon?: ReactNode
  /** `soft` on its own ground, `plain` in dense rows. */
  appearance?: 'soft' | 'plain'
  className?: string | undefined
}

/** The state of a thing: tone, icon and word. */
export function StatusBadge({ tone, children, icon, appearance = 'soft', className }: StatusBadgeProps) {
  return (
    <span
      className={cn(
        'inline-flex max-w-full items-center gap-1 align-middle text-xs font-medium whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0',
        appearance === 'soft' ? ['h-5.5 rounded-md px-1.5', toneStyles[tone]] : toneText[tone],
        className,
      )}
    >
      {icon ?? <ToneIcon tone={tone} />}
      <span className={cn('truncate', appearance === 'plain' && 'text-sm font-normal text-foreground')}>
        {children}
      </span>
    </span>
  )
}

export function ToneIcon({ tone, className }: { tone: Tone; className?: string }) {
  if (tone === 'progress') return <Spinner className={className} />
  const Icon = toneIcons[tone]
  return <Icon className={className} aria-hidden />
}
