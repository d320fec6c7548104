import type { Metadata } from 'next'
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
import { PageHeader } from '#components/shell/page-header.tsx'
import { Link } from '#components/ui/link.tsx'
import { Time } from '#components/ui/time.tsx'
import { listAuditEvents, type AuditRow } from '#lib/audit/queries.ts'
import { auditLabels } from '#lib/audit/labels.ts'
import { orNotFound } from '#lib/auth/page.ts'
import { requireActor } from '#lib/auth/session.ts'
import { AuditFilter } from '#lib/audit/schema.ts'
import { ConsoleRole, roleTable } from '#lib/users/roles.ts'

export const metadata: Metadata = { title: 'Audit' }

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const actor = await requireActor()
  const page = await orNotFound(listAuditEvents(actor, AuditFilter.parse(await searchParams)))
  return (
    <>
      <PageHeader
        title="Audit"
        description="Everything that happened, written with the change itself and never altered."
      />
      <Table label="Audit events">
        <TableHeader>
          <TableRow>
            <TableHead>Event</TableHead>
            <TableHead>About</TableHead>
            <TableHead>By</TableHead>
            <TableHead>When</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.rows.map((event) => (
            <TableRow key={event.id}>
              <TableCell>{auditLabels[event.event] ?? event.event}</TableCell>
              <TableCell>
                <TwoLines wide first={<Subject event={event} />} second={toDetail(event.data)} />
              </TableCell>
              <TableCell>{event.actorName}</TableCell>
              <TableCell>
                <Time at={event.at} format="absolute" />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Pager page={page} thing="event" />
    </>
  )
}

function Subject({ event }: { event: AuditRow }) {
  const folder = folders[event.subjectType]
  if (!folder) return event.subjectName
  return (
    <Link href={`${folder}/${event.subjectId}`} className="hover:underline">
      {event.subjectName}
    </Link>
  )
}

const folders: Record<string, string | undefined> = {
  request: '/requests',
  connector: '/connectors',
  app: '/apps',
  setup: '/connectors/new',
}

const names: Record<string, string> = {
  reason: 'Reason',
  comment: 'Comment',
  cause: 'Cause',
  code: 'Code',
  email: 'E-mail',
  roles: 'Roles',
  provisionRoles: 'Roles are provisioned',
  provisionMemberships: 'Memberships are provisioned',
  organizationId: 'Organization',
  phase: 'Phase',
  notPassed: 'Not passed',
  clientId: 'Client ID',
  replaced: 'Replaced',
  image: 'Image',
  displayNameBefore: 'Name before',
  displayName: 'Name',
  descriptionBefore: 'Description before',
  description: 'Description',
  ownersBefore: 'Owners before',
  owners: 'Owners',
  connectors: 'Connectors',
  requestsCancelled: 'Requests cancelled',
  accounts: 'Accounts',
  grants: 'Grants',
  keyExpiresBefore: 'Expiry before',
  keyExpires: 'Expiry',
  organizationIdBefore: 'Organization before',
  kind: 'Of',
  percent: 'Percent',
  objects: 'Number',
}

function toDetail(data: Record<string, unknown>): string {
  return Object.entries(data)
    .filter(([key, value]) => value !== null && names[key] !== undefined)
    .map(([key, value]) => `${names[key]}: ${toWord(value)}`)
    .join(' · ')
}

function toWord(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (Array.isArray(value)) return value.map(toWord).join(', ')
  const role = ConsoleRole.safeParse(value)
  if (role.success) return roleTable[role.data].label
  return String(value)
}
