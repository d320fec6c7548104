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

/** The address of the one item that the page belongs to: of several that match, the longest. */
export function findCurrent(groups: readonly NavGroup[], pathname: string): string | null {
  const matching = groups
    .flatMap((group) => group.items)
    .filter(({ href, exact }) => pathname === href || (!exact && pathname.startsWith(`${href}/`)))
    .map((item) => item.href)
  return matching.reduce<string | null>(
    (best, href) => (href.length > (best?.length ?? 0) ? href : best),
    null,
  )
}
