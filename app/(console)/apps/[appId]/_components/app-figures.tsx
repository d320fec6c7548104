import type { ReactNode } from 'react'
import { Link } from '#components/ui/link.tsx'
import type { AppHeader, AppOverview } from '#lib/apps/types.ts'
import { formatCount } from '#lib/platform/format.ts'

/** What is there now, each figure a way to its list. */
export function AppFigures({ app, overview }: { app: AppHeader; overview: AppOverview }) {
  const { accounts, directGrants, openRequests } = overview
  const base = `/apps/${app.id}`
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      <Figure
        href={`${base}/accounts`}
        label="Accounts"
        value={app.accounts}
        detail={inWords([
          [accounts.enabled, 'enabled'],
          [accounts.disabled, 'disabled'],
          [accounts.deleted, 'deleted'],
          [accounts.external, 'external'],
        ])}
      />
      <Figure href={`${base}/workspaces`} label="Workspaces" value={app.workspaces} />
      <Figure href={`${base}/groups`} label="Groups" value={app.groups} />
      <Figure href={`${base}/entitlements`} label="Entitlements" value={app.entitlements} />
      <Figure
        href={`${base}/entitlements?kind=role`}
        label="Direct grants"
        value={directGrants}
        detail="Roles held outside groups"
      />
      <Figure
        href={`${base}/requests`}
        label="Open requests"
        value={openRequests}
        detail={openRequests > 0 ? 'To decide, to send or to look at' : 'Nothing waits'}
      />
    </ul>
  )
}

const inWords = (parts: [number, string][]): string =>
  parts.flatMap(([count, word]) => (count > 0 ? [`${formatCount(count)} ${word}`] : [])).join(' · ')

function Figure(props: { href: string; label: string; value: number; detail?: ReactNode }) {
  return (
    <li>
      <Link
        href={props.href}
        className="grid h-full content-start gap-0.5 rounded-lg border bg-surface px-4 py-3 hover:bg-hover"
      >
        <span className="text-xs text-muted-foreground">{props.label}</span>
        <span className="text-xl font-semibold tracking-tight tabular-nums">{formatCount(props.value)}</span>
        {props.detail ? <span className="text-xs text-muted-foreground">{props.detail}</span> : null}
      </Link>
    </li>
  )
}
