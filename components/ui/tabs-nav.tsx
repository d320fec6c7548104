'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Link } from '#components/ui/link.tsx'
import { cn } from '#lib/platform/cn.ts'
import { formatCount } from '#lib/platform/format.ts'

export interface TabLink {
  href: string
  label: ReactNode
  count?: number | undefined
  /** Marks the tab whose href is a prefix of its neighbours': only the very path makes it current. */
  exact?: boolean
}

export interface TabsNavProps {
  tabs: readonly TabLink[]
  label: string
  /** Said by the page when the path does not tell: the href of the current tab. */
  current?: string | undefined
  className?: string
}

/** Links between the pages of one thing, drawn as tabs. */
export function TabsNav({ tabs, label, current, className }: TabsNavProps) {
  const pathname = usePathname()
  const isCurrent = ({ href, exact }: TabLink) => {
    if (current !== undefined) return href === current
    return pathname === href || (!exact && pathname.startsWith(`${href}/`))
  }
  return (
    <nav aria-label={label} className={cn('bleed overflow-x-auto border-b px-(--gutter)', className)}>
      <ul className="-ml-2 flex">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              scroll={false}
              aria-current={isCurrent(tab) ? 'page' : undefined}
              className={cn(
                'focus-inset relative flex h-9 items-center gap-1.5 rounded-md px-2 text-sm whitespace-nowrap',
                'text-muted-foreground hover:text-foreground aria-[current=page]:font-medium aria-[current=page]:text-foreground',
                'after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full aria-[current=page]:after:bg-accent',
              )}
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="rounded-sm bg-muted px-1 text-xs text-muted-foreground tabular-nums">
                  {formatCount(tab.count)}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
