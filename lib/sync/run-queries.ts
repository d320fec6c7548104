import { canReadConnector } from '#lib/connectors/permissions.ts'
import { db } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { livingConnector } from '#lib/platform/db/living.ts'
import { pageSize, toPage, toSeek, type Page, type PageKey } from '#lib/platform/db/keyset.ts'
import { env } from '#lib/platform/env.ts'
import { notFound } from '#lib/platform/errors.ts'
import { isId } from '#lib/platform/ids.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { readRun } from './read-run.ts'
import { countChanges, readChanges, toSpan } from './runs/read-changes.ts'
import { logPageSize } from './schema.ts'
import type { LogLine, RunChanges, RunDetail, RunLogLines, RunSummary } from './types.ts'

/** One page of the runs of a connector, newest first. @throws AppError not_found, also when the actor may not see it. */
export async function listRuns(actor: Actor, connectorId: string, at: PageKey): Promise<Page<RunSummary>> {
  const isFound =
    isId(connectorId) &&
    canReadConnector(actor, connectorId) &&
    (await db().connector.count({ where: { id: connectorId, ...livingConnector } })) > 0
  if (!isFound) throw notFound('This connector')
  const seek = toSeek(at, 'time')
  // newest first: forwards is towards older
  const compare = Prisma.raw(seek.backwards ? '>' : '<')
  const direction = Prisma.raw(seek.backwards ? 'asc' : 'desc')
  const from = seek.key
    ? Prisma.sql`and ("createdAt", id) ${compare} (${seek.key[0]}::timestamptz, ${seek.key[1]}::uuid)`
    : Prisma.empty
  const [rows, total] = await Promise.all([
    db().$queryRaw<RunSummary[]>`
      select id, status::text, "createdAt", "startedAt", "finishedAt", "errorMessage", "vendorCalls", "heldOutcome",
        sums.added, sums.changed, sums.removed
      from "SyncRun" run cross join lateral (
        select coalesce(sum(p.added), 0)::int as added, coalesce(sum(p.changed), 0)::int as changed,
          coalesce(sum(p.removed), 0)::int as removed
        from "SyncPhaseRun" p where p."runId" = run.id) sums
      where "connectorId" = ${connectorId}::uuid ${from}
      order by "createdAt" ${direction}, id ${direction} limit ${pageSize + 1}`,
    db().syncRun.count({ where: { connectorId } }),
  ])
  return toPage(rows, total, seek, (run) => [run.createdAt.toISOString(), run.id])
}

/** One run of a connector. @throws AppError not_found, also when the actor may not see it. */
export async function getRun(actor: Actor, runId: string): Promise<RunDetail> {
  await findVisible(actor, runId)
  const run = await readRun(runId)
  if (!run) throw notFound('This sync')
  return run
}

/** One page of what a run has changed, losses first, with the counts of all of it. @throws AppError not_found. */
export async function listRunChanges(actor: Actor, runId: string, at: PageKey = {}): Promise<RunChanges> {
  const span = toSpan(await findVisible(actor, runId))
  const seek = toSeek(at, 'number')
  const [counts, rows] = await Promise.all([countChanges(span), readChanges(span, seek)])
  const total = counts.reduce((sum, one) => sum + one.added + one.changed + one.removed, 0)
  const page = toPage(rows, total, seek, (row) => [String(row.sort), row.id])
  return { ...page, counts }
}

/** One page of the log of a run, from its beginning. @throws AppError not_found. */
export async function listRunLog(actor: Actor, runId: string, at: PageKey): Promise<RunLogLines> {
  await findVisible(actor, runId)
  const seek = toSeek(at, 'number')
  const beyond = seek.key ? { id: { [seek.backwards ? 'lt' : 'gt']: BigInt(seek.key[0]) } } : {}
  const [rows, total] = await Promise.all([
    db().syncLogEntry.findMany({
      where: { runId, ...beyond },
      orderBy: { id: seek.backwards ? 'desc' : 'asc' },
      take: logPageSize + 1,
    }),
    db().syncLogEntry.count({ where: { runId } }),
  ])
  const lines = rows.map(({ id, at: time, level, message }): LogLine => ({
    id: String(id),
    at: time,
    level,
    message,
  }))
  return {
    ...toPage(lines, total, seek, (line) => [line.id, runId], logPageSize),
    keptDays: env().ROLECALL_SYNC_LOG_DAYS,
  }
}

async function findVisible(actor: Actor, runId: string) {
  const run = isId(runId)
    ? await db().syncRun.findUnique({ where: { id: runId, connector: livingConnector } })
    : null
  if (!run || !canReadConnector(actor, run.connectorId)) throw notFound('This sync')
  return run
}
