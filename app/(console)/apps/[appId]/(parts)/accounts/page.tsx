import { Users } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { AccountStatusBadge } from '#components/inventory/account-status.tsx'
import { Pager } from '#components/data-table/pager.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { TableToolbar } from '#components/data-table/toolbar.tsx'
import { NoRows } from '#components/data-table/no-rows.tsx'
import { Absent } from '#components/ui/definition-list.tsx'
import { Time } from '#components/ui/time.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { listAccounts } from '#lib/inventory/queries.ts'
import { AccountFilter } from '#lib/inventory/schema.ts'
import { formatCount } from '#lib/platform/format.ts'

export const metadata: Metadata = { title: 'Accounts' }

export default async function AccountsPage({ params, searchParams }: PageProps<'/apps/[appId]/accounts'>) {
  const actor = await requireActor()
  const { appId } = await params
  const filter = AccountFilter.parse(await searchParams)
  const page = await orNotFound(listAccounts(actor, appId, filter))
  return (
    <>
      <TableToolbar
        searchLabel="Search accounts"
        filters={[
          {
            key: 'status',
            label: 'Status',
            options: [
              { value: 'enabled', label: 'Enabled' },
              { value: 'disabled', label: 'Disabled' },
              { value: 'deleted', label: 'Deleted' },
            ],
          },
        ]}
      />
      {page.rows.length === 0 ? (
        <NoRows icon={<Users />} thing="accounts" filtered={Boolean(filter.q ?? filter.status)} />
      ) : (
        <Table label="Accounts">
          <TableHeader>
            <TableRow>
              <TableHead>Account</TableHead>
              <TableHead>Status</TableHead>
              <TableHead>Type</TableHead>
              <TableHead>Owner</TableHead>
              <TableHead align="right">Workspace roles</TableHead>
              <TableHead>Last active</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {page.rows.map((account) => (
              <TableRow key={account.id} href={`/apps/${appId}/accounts/${account.id}`}>
                <TableCell>
                  <TwoLines
                    first={
                      <Link href={`/apps/${appId}/accounts/${account.id}`} className="font-medium">
                        {account.displayName}
                      </Link>
                    }
                    second={account.email ?? 'E-mail not shown by Atlassian'}
                  />
                </TableCell>
                <TableCell>
                  <AccountStatusBadge status={account.status} vendorStatus={account.vendorStatus} />
                </TableCell>
                <TableCell>
                  {account.accountType === 'service_account' ? 'Service account' : 'User'}
                  {account.external ? ' · External' : ''}
                </TableCell>
                <TableCell>{account.ownerName ?? <Absent label="No owner" />}</TableCell>
                <TableCell align="right">{formatCount(account.roles)}</TableCell>
                <TableCell>{account.lastActiveAt ? <Time at={account.lastActiveAt} /> : 'Unknown'}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <Pager page={page} thing="account" />
    </>
  )
}
