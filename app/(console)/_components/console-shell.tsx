import { AppWindow, Cable, House, Inbox, KeyRound, Mail, ScrollText, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { AppShell } from '#components/shell/app-shell.tsx'
import type { NavGroup } from '#components/shell/navigation.ts'
import { SignOutButton } from './sign-out-button.tsx'

interface ConsoleShellProps {
  user: { name: string; email: string; roles: string[] }
  /** Requests that wait for this person's decision. */
  toDecide: number
  may: { apps: boolean; connectors: boolean; people: boolean; audit: boolean; mailbox: boolean }
  /** Right end of the top bar. */
  topbar: ReactNode
  children: ReactNode
}

/** The console around every signed-in page; the sidebar has what the person may open. */
export function ConsoleShell({ user, toDecide, may, topbar, children }: ConsoleShellProps) {
  return (
    <AppShell
      navigation={toNavigation(toDecide, may)}
      user={user}
      signOut={<SignOutButton />}
      topbar={topbar}
    >
      {children}
    </AppShell>
  )
}

function toNavigation(toDecide: number, may: ConsoleShellProps['may']): NavGroup[] {
  const own = [
    { href: '/', label: 'Home', icon: <House />, exact: true },
    { href: '/requests', label: 'Requests', icon: <Inbox />, ...(toDecide > 0 ? { count: toDecide } : {}) },
    { href: '/requests/new', label: 'Request a role', icon: <KeyRound /> },
  ]
  const inventory = [
    ...(may.apps ? [{ href: '/apps', label: 'Apps', icon: <AppWindow /> }] : []),
    ...(may.connectors ? [{ href: '/connectors', label: 'Connectors', icon: <Cable /> }] : []),
  ]
  const administration = [
    ...(may.people ? [{ href: '/people', label: 'People', icon: <Users /> }] : []),
    ...(may.mailbox ? [{ href: '/mailbox', label: 'Mailbox', icon: <Mail /> }] : []),
    ...(may.audit ? [{ href: '/audit', label: 'Audit', icon: <ScrollText /> }] : []),
  ]
  return [
    { items: own },
    ...(inventory.length > 0 ? [{ label: 'Inventory', items: inventory }] : []),
    ...(administration.length > 0 ? [{ label: 'Administration', items: administration }] : []),
  ]
}
