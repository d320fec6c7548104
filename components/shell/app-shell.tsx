import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import type { CommandGroup, CommandSearch } from '#components/shell/command-menu.tsx'
import { sidebarCookie, type NavGroup, type ShellUser } from '#components/shell/navigation.ts'
import { ShellFrame } from '#components/shell/shell-frame.tsx'

export interface AppShellProps {
  navigation: readonly NavGroup[]
  user: ShellUser
  /** Links in the user's menu. */
  userLinks?: ReactNode
  /** A form or button that signs out. */
  signOut: ReactNode
  /** What the command menu offers besides the navigation. */
  commands?: readonly CommandGroup[]
  /** A server action that looks things up for the command menu. */
  search?: CommandSearch
  /** Right end of the top bar: notices, live state. */
  topbar?: ReactNode
  /** Between top bar and page: what concerns everybody. */
  banner?: ReactNode
  children: ReactNode
}

/** The console around a page: sidebar, top bar, command menu. A server component for a layout. */
export async function AppShell({ children, ...props }: AppShellProps) {
  const collapsed = (await cookies()).get(sidebarCookie)?.value === 'collapsed'
  return (
    <ShellFrame {...props} defaultCollapsed={collapsed}>
      {children}
    </ShellFrame>
  )
}
