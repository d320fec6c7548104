import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { MailStateBadge } from '#components/notifications/mail-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { MailRow } from '#lib/notifications/types.ts'
import type { Wire } from '#lib/platform/wire.ts'

export function MailTable({ mails }: { mails: Wire<MailRow>[] }) {
  return (
    <Table label="Mails">
      <TableHeader>
        <TableRow>
          <TableHead>Subject</TableHead>
          <TableHead>State</TableHead>
          <TableHead>To</TableHead>
          <TableHead>Written</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {mails.map((mail) => (
          <TableRow key={mail.id} href={`/mailbox/${mail.id}`}>
            <TableCell>
              <div className="max-w-2xl min-w-64 break-words" data-line="first">
                <Link href={`/mailbox/${mail.id}`} className="font-medium">
                  {mail.title}
                </Link>
              </div>
            </TableCell>
            <TableCell>
              <TwoLines
                wide={mail.error !== null}
                first={<MailStateBadge state={mail.state} plain />}
                second={mail.error}
              />
            </TableCell>
            <TableCell>
              <TwoLines first={mail.name} second={mail.name === mail.email ? null : mail.email} />
            </TableCell>
            <TableCell>
              <Time at={mail.createdAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
