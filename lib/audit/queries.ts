import { db } from '#lib/platform/db/client.ts'
import { pageSize, toPage, toSeek, type Page } from '#lib/platform/db/keyset.ts'
import { requirePermission, type Actor } from '#lib/users/permissions.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'

import type { AuditFilter } from './schema.ts'

export interface AuditRow {
  id: string
  at: Date
  event: string
  actorName: string
  subjectType: string
  subjectId: string
  subjectName: string
  data: Record<string, unknown>
}

/** One page of everything that happened, newest first. @throws AppError forbidden. */
export async function listAuditEvents(actor: Actor, filter: AuditFilter): Promise<Page<AuditRow>> {
  requirePermission(actor, 'audit.read')
  const seek = toSeek(filter, 'time')
  const compare = Prisma.raw(seek.backwards ? '>' : '<')
  const direction = Prisma.raw(seek.backwards ? 'asc' : 'desc')
  const from = seek.key
    ? Prisma.sql`where (at, id) ${compare} (${seek.key[0]}::timestamptz, ${seek.key[1]}::uuid)`
    : Prisma.empty
  const [rows, total] = await Promise.all([
    db().$queryRaw<AuditRow[]>`
      select id, at, event, "actorName", "subjectType", "subjectId", "subjectName", data
      from "AuditEvent" ${from} order by at ${direction}, id ${direction} limit ${pageSize + 1}`,
    db().auditEvent.count(),
  ])
  return toPage(rows, total, seek, (row) => [row.at.toISOString(), row.id])
}
