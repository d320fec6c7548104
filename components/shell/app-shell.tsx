import { cookies } from 'next/headers'
import { sidebarCookie } from '#components/shell/navigation.ts'
import { ShellFrame } from '#components/shell/shell-frame.tsx'
import type { AppShellProps } from '#components/shell/shell-props.ts'

/** The console around a page: sidebar, top bar, command menu. A server component for a layout. */
export async function AppShell({ children, ...props }: AppShellProps) {
  const collapsed = (await cookies()).get(sidebarCookie)?.value === 'collapsed'
  return (
    <ShellFrame {...props} defaultCollapsed={collapsed}>
      {children}
    </ShellFrame>
  )
}
