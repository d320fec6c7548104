'use client'

import { Menu, PanelLeft, Search } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { useState } from 'react'
import { Brand, BrandMark } from '#components/shell/brand.tsx'
import { CommandMenu, useCommandKey, useCommandKeyLabel } from '#components/shell/command-menu.tsx'
import { sidebarCookie, type NavGroup } from '#components/shell/navigation.ts'
import type { AppShellProps } from '#components/shell/shell-props.ts'
import { SidebarNav } from '#components/shell/sidebar-nav.tsx'
import { UserMenu } from '#components/shell/user-menu.tsx'
import { Button } from '#components/ui/button.tsx'
import { overlayStyles } from '#components/ui/dialog.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Link } from '#components/ui/link.tsx'
import { cn } from '#lib/platform/cn.ts'

type ShellFrameProps = AppShellProps & { defaultCollapsed: boolean }

export function ShellFrame({ navigation, user, defaultCollapsed, children, ...props }: ShellFrameProps) {
  const [collapsed, setCollapsed] = useState(defaultCollapsed)
  const [commandOpen, setCommandOpen] = useState(false)
  const [sheetOpen, setSheetOpen] = useState(false)
  useCommandKey(() => setCommandOpen((open) => !open))
  const toggle = () => {
    writeSidebarCookie(!collapsed)
    setCollapsed(!collapsed)
  }
  const account = { user, links: props.userLinks, signOut: props.signOut }
  return (
    <div
      className={cn(
        'min-h-dvh md:grid',
        collapsed ? 'md:grid-cols-[3.5rem_minmax(0,1fr)]' : 'md:grid-cols-[14.5rem_minmax(0,1fr)]',
      )}
    >
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-sm text-accent-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-r bg-sidebar md:flex" aria-label="Sidebar">
        <div className="flex h-12 shrink-0 items-center px-4">
          <Link href="/" aria-label="Rolecall, start page" className="flex rounded-md">
            {collapsed ? <BrandMark /> : <Brand />}
          </Link>
        </div>
        <div className="min-h-0 grow overflow-x-clip overflow-y-auto px-2 py-2">
          <SidebarNav groups={navigation} collapsed={collapsed} />
        </div>
        <div className="border-t p-2">
          <UserMenu {...account} collapsed={collapsed} />
        </div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-1.5 border-b bg-background px-2 md:px-[calc(var(--gutter)-0.5rem)]">
          <Button
            variant="ghost"
            size="icon"
            className="md:hidden"
            aria-label="Open menu"
            onClick={() => setSheetOpen(true)}
          >
            <Menu aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            className="hidden md:inline-flex"
            aria-label={collapsed ? 'Expand sidebar' : 'Collapse sidebar'}
            aria-expanded={!collapsed}
            onClick={toggle}
          >
            <PanelLeft aria-hidden />
          </Button>
          <Link href="/" aria-label="Rolecall, start page" className="flex rounded-md md:hidden">
            <BrandMark />
          </Link>
          <SearchButton onOpen={() => setCommandOpen(true)} />
          <div className="ml-auto flex shrink-0 items-center gap-1.5">{props.topbar}</div>
        </header>
        {props.banner}
        <main id="main" tabIndex={-1} className="page min-w-0 grow">
          {children}
        </main>
      </div>
      <NavSheet open={sheetOpen} onOpenChange={setSheetOpen} navigation={navigation} account={account} />
      <CommandMenu
        open={commandOpen}
        onOpenChange={setCommandOpen}
        groups={[...(props.commands ?? []), toCommands(navigation)]}
        search={props.search}
      />
    </div>
  )
}

function SearchButton({ onOpen }: { onOpen: () => void }) {
  const shortcut = useCommandKeyLabel()
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-keyshortcuts="Meta+K Control+K"
      className="ml-1 flex h-8 min-w-0 shrink items-center gap-2 rounded-md border bg-sunken px-2.5 text-sm text-muted-foreground hover:text-foreground sm:w-72"
    >
      <Search className="size-4 shrink-0" aria-hidden />
      <span className="grow truncate text-left">Search or jump to…</span>
      <Kbd className="hidden sm:inline-flex">{shortcut}</Kbd>
    </button>
  )
}

interface NavSheetProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  navigation: readonly NavGroup[]
  account: Parameters<typeof UserMenu>[0]
}

/** The sidebar of a phone. */
function NavSheet({ open, onOpenChange, navigation, account }: NavSheetProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlayStyles} />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] flex-col bg-sidebar shadow-overlay outline-none duration-200 data-[state=closed]:animate-out data-[state=closed]:slide-out-to-left data-[state=open]:animate-in data-[state=open]:slide-in-from-left"
        >
          <Primitive.Title className="sr-only">Menu</Primitive.Title>
          <div className="flex h-12 shrink-0 items-center px-4">
            <Brand />
          </div>
          <div className="min-h-0 grow overflow-y-auto px-2 py-2">
            <SidebarNav groups={navigation} onNavigate={() => onOpenChange(false)} />
          </div>
          <div className="border-t p-2">
            <UserMenu {...account} />
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

const toCommands = (navigation: readonly NavGroup[]) => ({
  heading: 'Go to',
  items: navigation.flatMap((group) =>
    group.items.map(({ href, label, icon }) => ({ id: `go:${href}`, href, label, icon })),
  ),
})

function writeSidebarCookie(collapsed: boolean) {
  const value = collapsed ? 'collapsed' : 'expanded'
  document.cookie = `${sidebarCookie}=${value}; path=/; max-age=31536000; samesite=lax`
}
