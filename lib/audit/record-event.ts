import type { Prisma } from '#lib/platform/db/generated/client.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import type { AuditEventName, SubjectType } from './events.ts'

/** Who did it; userId null is Rolecall itself. */
export interface AuditActor {
  userId: string | null
  name: string
}

export const systemActor: AuditActor = { userId: null, name: 'Rolecall' }

export interface NewAuditEvent {
  event: AuditEventName
  actor: AuditActor
  subject: { type: SubjectType; id: string; name: string }
  appId?: string | null
  /** Changed keys only. Never a secret. */
  data?: Record<string, string | number | boolean | null>
}

const toRow = (input: NewAuditEvent): Prisma.AuditEventCreateManyInput => ({
  event: input.event,
  actorId: input.actor.userId,
  actorName: input.actor.name,
  subjectType: input.subject.type,
  subjectId: input.subject.id,
  subjectName: input.subject.name,
  appId: input.appId ?? null,
  data: input.data ?? {},
})

/** Writes the event in the transaction of the change: no change without it, no event without the change. */
export async function recordEvent(tx: Tx, input: NewAuditEvent): Promise<void> {
  await tx.auditEvent.create({ data: toRow(input) })
}

/** The same for many at once. */
export async function recordEvents(tx: Tx, inputs: readonly NewAuditEvent[]): Promise<void> {
  await tx.auditEvent.createMany({ data: inputs.map(toRow) })
}
