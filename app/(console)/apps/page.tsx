import { AppWindow } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { LiveRefresh } from '#components/live/live-provider.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { canCreateConnector } from '#lib/connectors/permissions.ts'
import { listApps } from '#lib/inventory/queries.ts'
import { formatCount } from '#lib/platform/format.ts'

export const metadata: Metadata = { title: 'Apps' }

export default async function AppsPage() {
  const actor = await requireActor()
  const apps = await orNotFound(listApps(actor))
  return (
    <>
      <LiveRefresh topic="connector" />
      <PageHeader
        title="Apps"
        description="What Rolecall knows: accounts, workspaces, groups and who holds what."
      />
      {apps.length === 0 ? (
        <EmptyState
          icon={<AppWindow />}
          title="No apps yet"
          description="An app appears when a system is connected."
          action={
            canCreateConnector(actor) ? (
              <Button asChild variant="primary">
                <Link href="/connectors/new">Connect Atlassian</Link>
              </Button>
            ) : null
          }
        />
      ) : (
        <Table label="Apps">
          <TableHeader>
            <TableRow>
              <TableHead>App</TableHead>
              <TableHead align="right">Accounts</TableHead>
              <TableHead align="right">Workspaces</TableHead>
              <TableHead align="right">Groups</TableHead>
              <TableHead align="right">Entitlements</TableHead>
              <TableHead>Owners</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {apps.map((app) => (
              <TableRow key={app.id} href={`/apps/${app.id}`}>
                <TableCell>
                  <TwoLines
                    first={
                      <Link href={`/apps/${app.id}`} className="font-medium">
                        {app.displayName}
                      </Link>
                    }
                    second={app.managed ? 'Managed' : 'Unmanaged'}
                  />
                </TableCell>
                <TableCell align="right">{formatCount(app.accounts)}</TableCell>
                <TableCell align="right">{formatCount(app.workspaces)}</TableCell>
                <TableCell align="right">{formatCount(app.groups)}</TableCell>
                <TableCell align="right">{formatCount(app.entitlements)}</TableCell>
                <TableCell>{app.owners.map((owner) => owner.name).join(', ')}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  )
}
