import { cn } from '#lib/platform/cn.ts'

/** Stands where something will be. The region that holds it says `aria-busy`. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cn('h-4 animate-pulse rounded-sm bg-muted', className)} />
}
