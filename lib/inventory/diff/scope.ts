import { Prisma } from '#lib/platform/db/generated/client.ts'
import type { Session } from '#lib/platform/db/session.ts'

/** Whose staging is compared with what is stored. */
export interface DiffScope {
  session: Session
  /** What staged rows are found by, and the place of the phase among the run's phases. */
  stage: number
  position: number
  runId: string
  appId: string
  connectorId: string
  /** By the database's clock: nothing that is staged was read before. */
  readFrom: Date
  /** How long the vendor may take to show a change that it has accepted. */
  shownAfterMs: number
}

/** Planned changes `after` < seq <= `upTo`. */
export interface Slice {
  after: number
  upTo: number
}

export interface Changes {
  added: number
  changed: number
  removed: number
}

export const noChanges: Changes = { added: 0, changed: 0, removed: 0 }

export const addChanges = (a: Changes, b: Changes): Changes => ({
  added: a.added + b.added,
  changed: a.changed + b.changed,
  removed: a.removed + b.removed,
})

/** What a request has changed is believed from then on, whatever a list says. */
export const changedFrom = ({ readFrom, shownAfterMs }: DiffScope): Date =>
  new Date(readFrom.getTime() - shownAfterMs)

/** Which planned rows a slice means. */
export const isInSlice = ({ stage, position }: DiffScope, { after, upTo }: Slice): Prisma.Sql =>
  Prisma.sql`p.stage = ${stage} and p.position = ${position} and p.seq > ${after} and p.seq <= ${upTo}`

/**
 * For the rest of the transaction tables are compared as wholes. Row by row is right for a few rows only, and the planner
 * takes many for few while it knows nothing about a table that was just filled.
 */
export async function compareAsWholes(session: Session): Promise<void> {
  await session.execute(Prisma.sql`set local enable_nestloop = off`)
}
