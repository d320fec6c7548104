import type { ReactNode } from 'react'

export interface NavItem {
  href: string
  label: string
  icon: ReactNode
  /** Things that wait there. */
  count?: number | undefined
  /** Only the very path makes it current: for the start page. */
  exact?: boolean
}

export interface NavGroup {
  label?: string
  items: readonly NavItem[]
}

export interface ShellUser {
  name: string
  email: string
  /** Console roles in words. */
  roles: readonly string[]
}

/** Holds `collapsed` or `expanded`; read by the server, so that nothing moves when the page arrives. */
export const sidebarCookie = 'rolecall_sidebar'

export function isCurrent(item: NavItem, pathname: string): boolean {
  return pathname === item.href || (!item.exact && pathname.startsWith(`${item.href}/`))
}
