import type { Metadata } from 'next'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TwoLines,
} from '#components/data-table/table.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { canManagePeople } from '#lib/users/permissions.ts'
import { listPeople } from '#lib/users/queries.ts'
import { roleTable } from '#lib/users/roles.ts'
import { InvitePerson } from './_components/invite-person.tsx'

export const metadata: Metadata = { title: 'People' }

const states = {
  active: { tone: 'success', label: 'Active' },
  invited: { tone: 'info', label: 'Invited' },
  disabled: { tone: 'neutral', label: 'Disabled' },
} as const

export default async function PeoplePage() {
  const actor = await requireActor()
  const people = await orNotFound(listPeople(actor))
  return (
    <>
      <PageHeader
        title="People"
        description="Who uses this console, and what they may do here."
        actions={canManagePeople(actor) ? <InvitePerson /> : null}
      />
      <Table label="People">
        <TableHeader>
          <TableRow>
            <TableHead>Person</TableHead>
            <TableHead>Status</TableHead>
            <TableHead>Roles</TableHead>
            <TableHead>Last signed in</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {people.map((person) => (
            <TableRow key={person.id}>
              <TableCell>
                <TwoLines leading={<Avatar name={person.name} />} first={person.name} second={person.email} />
              </TableCell>
              <TableCell>
                <StatusBadge tone={states[person.status].tone} appearance="plain">
                  {states[person.status].label}
                </StatusBadge>
              </TableCell>
              <TableCell>{person.roles.map((role) => roleTable[role].label).join(', ')}</TableCell>
              <TableCell>{person.lastSignedInAt ? <Time at={person.lastSignedInAt} /> : 'Never'}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  )
}
