'use client'

import { ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ShellUser } from '#components/shell/navigation.ts'
import { ThemeToggle } from '#components/shell/theme-toggle.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import { cn } from '#lib/platform/cn.ts'

export interface UserMenuProps {
  user: ShellUser
  collapsed?: boolean
  /** Links to one's own pages, as `MenuLink`s or buttons. */
  links?: ReactNode
  /** A form or button that signs out. */
  signOut: ReactNode
}

/** Who is signed in, as what, and the way out. */
export function UserMenu({ user, collapsed = false, links, signOut }: UserMenuProps) {
  return (
    <Popover>
      <PopoverTrigger
        className={cn(
          'flex h-11 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-muted data-[state=open]:bg-muted',
          collapsed && 'justify-center px-0',
        )}
      >
        <Avatar name={user.name} />
        {collapsed ? (
          <span className="sr-only">Account of {user.name}</span>
        ) : (
          <>
            <span className="min-w-0 grow">
              <span className="block truncate text-sm font-medium">{user.name}</span>
              <span className="block truncate text-xs text-muted-foreground">{user.email}</span>
            </span>
            <ChevronsUpDown className="size-4 shrink-0 text-subtle-foreground" aria-hidden />
          </>
        )}
      </PopoverTrigger>
      <PopoverContent side="top" align="start" aria-label="Your account" className="grid w-64 gap-3">
        <div className="min-w-0">
          <div className="truncate font-medium">{user.name}</div>
          <div className="truncate text-xs text-muted-foreground">{user.email}</div>
          <div className="mt-2 flex flex-wrap gap-1">
            {user.roles.map((role) => (
              <Badge key={role}>{role}</Badge>
            ))}
          </div>
        </div>
        <ThemeToggle />
        <div className="-mx-1 -mb-1 grid gap-px border-t pt-2">
          {links}
          {signOut}
        </div>
      </PopoverContent>
    </Popover>
  )
}
