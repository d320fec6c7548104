import { CircleAlert, CircleCheck, CircleDashed, Info, TriangleAlert, type LucideIcon } from 'lucide-react'

export type Tone = 'neutral' | 'info' | 'progress' | 'success' | 'warning' | 'danger'

/** Text and soft ground of each tone. Never said by colour alone: an icon and a word go with it. */
export const toneStyles: Record<Tone, string> = {
  neutral: 'bg-muted text-muted-foreground',
  info: 'bg-info-soft text-info',
  progress: 'bg-progress-soft text-progress',
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
}

export const toneText: Record<Tone, string> = {
  neutral: 'text-muted-foreground',
  info: 'text-info',
  progress: 'text-progress',
  success: 'text-success',
  warning: 'text-warning',
  danger: 'text-danger',
}

/** `progress` has none: it shows a spinner. */
export const toneIcons: Record<Exclude<Tone, 'progress'>, LucideIcon> = {
  neutral: CircleDashed,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
}
