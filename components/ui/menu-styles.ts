import { cn } from '#lib/platform/cn.ts'

/** The sheet that menus, selects and popovers are drawn on. */
export const menuStyles = cn(
  'z-50 overflow-x-hidden overflow-y-auto rounded-lg bg-surface p-1 text-sm text-foreground shadow-overlay outline-none',
  'data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98 duration-100',
)

/** One row of such a sheet. */
export const itemStyles = cn(
  'relative flex min-h-7 cursor-default items-center gap-2 rounded-md px-2 py-1 text-sm outline-none select-none',
  'data-highlighted:bg-muted data-[selected=true]:bg-muted',
  // radix marks what is disabled with an empty attribute, cmdk with true or false
  '[&[data-disabled]:not([data-disabled=false])]:pointer-events-none [&[data-disabled]:not([data-disabled=false])]:opacity-55',
  '[&_svg]:size-4 [&_svg]:shrink-0',
)
