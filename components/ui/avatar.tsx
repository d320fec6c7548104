import { cn } from '#lib/platform/cn.ts'
import { initials } from '#lib/platform/format.ts'

const sizes = { sm: 'size-5 text-[0.625rem]', md: 'size-7 text-xs', lg: 'size-10 text-base' }

export interface AvatarProps {
  name: string
  size?: keyof typeof sizes
  /** Square for what is not a person: an app, a group, a service account. */
  shape?: 'round' | 'square'
  className?: string
}

/** Initials. Always stands beside the name, so it is hidden from screen readers. */
export function Avatar({ name, size = 'md', shape = 'round', className }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-flex shrink-0 items-center justify-center bg-muted font-medium text-muted-foreground select-none',
        shape === 'round' ? 'rounded-full' : 'rounded-md',
        sizes[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  )
}
