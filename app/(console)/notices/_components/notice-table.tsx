import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { Link } from '#components/ui/link.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Notice } from '#lib/notifications/types.ts'
import { cn } from '#lib/platform/cn.ts'
import type { Wire } from '#lib/platform/wire.ts'

export function NoticeTable({ notices }: { notices: Wire<Notice>[] }) {
  return (
    <Table label="Notices">
      <TableHeader>
        <TableRow>
          <TableHead>Notice</TableHead>
          <TableHead>State</TableHead>
          <TableHead>When</TableHead>
          <TableHead>What to do</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {notices.map((notice) => (
          <TableRow key={notice.id} href={notice.href}>
            <TableCell>
              <TwoLines
                wide
                first={
                  <Link href={notice.href} className={cn(!notice.isRead && 'font-medium')}>
                    {notice.title}
                  </Link>
                }
                second={
                  <span className="whitespace-pre-line">{notice.body.replaceAll(/\n{2,}/g, '\n')}</span>
                }
              />
            </TableCell>
            <TableCell>
              <NoticeState notice={notice} />
            </TableCell>
            <TableCell>
              <Time at={notice.createdAt} />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <Link href={notice.href} className="text-accent-text hover:underline">
                {notice.action}
              </Link>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function NoticeState({ notice }: { notice: Wire<Notice> }) {
  if (notice.isDone)
    return (
      <StatusBadge tone="success" appearance="plain">
        Done
      </StatusBadge>
    )
  return (
    <StatusBadge tone={notice.isRead ? 'neutral' : 'info'} appearance="plain">
      {notice.isRead ? 'Read' : 'New'}
    </StatusBadge>
  )
}
