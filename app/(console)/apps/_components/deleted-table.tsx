'use client'

import { useRouter } from 'next/navigation'
import { AppMark } from '#components/apps/app-mark.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { toast } from '#components/feedback/toaster.tsx'
import { ActionButton } from '#components/form/action-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { restoreApp } from '#lib/apps/actions.ts'
import type { DeletedAppRow } from '#lib/apps/types.ts'
import type { Wire } from '#lib/platform/wire.ts'

/** Deleted apps that can still be had back. */
export function DeletedTable({ rows }: { rows: readonly Wire<DeletedAppRow>[] }) {
  const router = useRouter()
  return (
    <Table label="Deleted apps">
      <TableHeader>
        <TableRow>
          <TableHead>App</TableHead>
          <TableHead>Deleted</TableHead>
          <TableHead>By</TableHead>
          <TableHead>Removed for good</TableHead>
          <TableHead hideLabel>Restore</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((app) => (
          <TableRow key={app.id}>
            <TableCell>
              <TwoLines
                leading={<AppMark name={app.displayName} icon={app.icon} />}
                first={<span className="font-medium">{app.displayName}</span>}
                second={app.description}
              />
            </TableCell>
            <TableCell>
              <Time at={app.deletedAt} />
            </TableCell>
            <TableCell>{app.deletedBy ?? 'Rolecall'}</TableCell>
            <TableCell>
              <Time at={app.goneAt} format="date" />
            </TableCell>
            <TableCell align="right">
              <ActionButton
                size="sm"
                aria-label={`Restore ${app.displayName}`}
                action={() => restoreApp({ appId: app.id })}
                onDone={() => {
                  toast.success(`${app.displayName} is there again.`)
                  router.push(`/apps/${app.id}`)
                }}
              >
                Restore
              </ActionButton>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
