import { cn } from '#lib/platform/cn.ts'

/** What every text-like control looks like: one edge, one height, one focus ring. */
export const controlStyles = cn(
  'flex h-8 w-full min-w-0 items-center rounded-md border border-control bg-surface px-2.5 text-sm text-foreground',
  'placeholder:text-subtle-foreground hover:border-subtle-foreground',
  'focus-visible:border-ring focus-visible:outline-offset-0',
  'disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground [&[readonly]]:bg-sunken',
  'aria-invalid:border-danger aria-invalid:focus-visible:outline-danger',
)
