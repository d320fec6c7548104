import type { ReactNode } from 'react'
import type { CommandGroup, CommandSearch } from '#components/shell/command-menu.tsx'
import type { NavGroup, ShellUser } from '#components/shell/navigation.ts'

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
