'use client'

import { usePathname } from 'next/navigation'
import { findCurrent, type NavGroup, type NavItem } from '#components/shell/navigation.ts'
import { Link } from '#components/ui/link.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { cn } from '#lib/platform/cn.ts'
import { formatCount } from '#lib/platform/format.ts'

export interface SidebarNavProps {
  groups: readonly NavGroup[]
  collapsed?: boolean
  onNavigate?: () => void
}

export function SidebarNav({ groups, collapsed = false, onNavigate }: SidebarNavProps) {
  const current = findCurrent(groups, usePathname())
  return (
    <nav aria-label="Main" className="grid gap-4">
      {groups.map((group, index) => (
        <div key={group.label ?? index} className="grid gap-px">
          {group.label ? <GroupLabel label={group.label} collapsed={collapsed} /> : null}
          <ul className="grid gap-px" aria-label={group.label}>
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink
                  item={item}
                  collapsed={collapsed}
                  current={item.href === current}
                  onNavigate={onNavigate}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

function GroupLabel({ label, collapsed }: { label: string; collapsed: boolean }) {
  if (collapsed) return <div aria-hidden="true" className="mx-2 mb-1.5 h-px bg-hairline" />
  return (
    <div aria-hidden="true" className="flex h-7 items-center px-2 text-xs text-subtle-foreground">
      {label}
    </div>
  )
}

interface NavLinkProps {
  item: NavItem
  collapsed: boolean
  current: boolean
  onNavigate: (() => void) | undefined
}

function NavLink({ item, collapsed, current, onNavigate }: NavLinkProps) {
  const waiting = item.count !== undefined && item.count > 0 ? item.count : null
  const link = (
    <Link
      href={item.href}
      aria-current={current ? 'page' : undefined}
      {...(onNavigate && { onClick: onNavigate })}
      className={cn(
        'relative flex h-8 items-center gap-2.5 rounded-md px-2 text-sm text-muted-foreground hover:bg-muted hover:text-foreground',
        'aria-[current=page]:bg-muted aria-[current=page]:font-medium aria-[current=page]:text-foreground',
        'aria-[current=page]:before:absolute aria-[current=page]:before:inset-y-2 aria-[current=page]:before:-left-2 aria-[current=page]:before:w-0.75 aria-[current=page]:before:rounded-r-full aria-[current=page]:before:bg-accent',
        '[&_svg]:size-4 [&_svg]:shrink-0',
        collapsed && 'justify-center px-0',
      )}
    >
      {item.icon}
      <span className={cn('grow truncate', collapsed && 'sr-only')}>{item.label}</span>
      {waiting === null ? null : <Count value={waiting} collapsed={collapsed} />}
    </Link>
  )
  if (!collapsed) return link
  return (
    <Tooltip side="right" content={waiting === null ? item.label : `${item.label} (${formatCount(waiting)})`}>
      {link}
    </Tooltip>
  )
}

function Count({ value, collapsed }: { value: number; collapsed: boolean }) {
  if (collapsed) {
    return (
      <span className="absolute top-1.5 right-1.5 size-2 rounded-full bg-accent">
        <span className="sr-only">{formatCount(value)}</span>
      </span>
    )
  }
  return <span className="text-xs font-medium text-accent-text tabular-nums">{formatCount(value)}</span>
}
