import type { ReactNode } from 'react'
import { cn } from '#lib/platform/cn.ts'

/** Facts as label and value; the labels share one column. Takes `Definition`s. */
export function DefinitionList({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={cn(
        'grid grid-cols-1 gap-x-5 text-sm sm:grid-cols-[minmax(5rem,max-content)_minmax(0,1fr)] sm:gap-y-2',
        className,
      )}
    >
      {children}
    </dl>
  )
}

/** Without a value it shows a dash. */
export function Definition({ label, children }: { label: ReactNode; children?: ReactNode }) {
  const absent = children === undefined || children === null || children === ''
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="mb-2 min-w-0 break-words tabular-nums sm:mb-0">{absent ? <Absent /> : children}</dd>
    </>
  )
}

/** Nothing to show: a dash to look at, a word to hear. */
export function Absent({ label = 'None' }: { label?: string }) {
  return (
    <span className="text-subtle-foreground">
      <span aria-hidden="true">—</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}
