import type { ReactNode } from 'react'
import { LiveProvider, LiveRefresh } from '#components/live/live-provider.tsx'
import { requireActor } from '#lib/auth/session.ts'
import { canReadAnyConnector } from '#lib/connectors/permissions.ts'
import { canReadAnyApp } from '#lib/inventory/permissions.ts'
import { canReadMailbox } from '#lib/notifications/permissions.ts'
import { listNotices } from '#lib/notifications/queries.ts'
import { toWire } from '#lib/platform/wire.ts'
import { countToDecide } from '#lib/requests/queries.ts'
import { canReadAudit, canReadPeople } from '#lib/users/permissions.ts'
import { roleTable } from '#lib/users/roles.ts'
import { NoticeBell } from './_components/notice-bell.tsx'
import { ConsoleShell } from './_components/console-shell.tsx'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor()
  return (
    <LiveProvider>
      <LiveRefresh topic="request" />
      <ConsoleShell
        user={{
          name: actor.name,
          email: actor.email,
          roles: actor.roles.map((role) => roleTable[role].label),
        }}
        toDecide={await countToDecide(actor)}
        topbar={<NoticeBell userId={actor.userId} initial={toWire(await listNotices(actor))} />}
        may={{
          apps: canReadAnyApp(actor),
          connectors: canReadAnyConnector(actor),
          people: canReadPeople(actor),
          audit: canReadAudit(actor),
          mailbox: canReadMailbox(actor),
        }}
      >
        {children}
      </ConsoleShell>
    </LiveProvider>
  )
}
