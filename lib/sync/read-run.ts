import { syncPhases } from '#lib/connectors/contract.ts'
import { db } from '#lib/platform/db/client.ts'
import type { SyncCallCount } from '#lib/platform/db/generated/client.ts'
import { phaseLabels } from './labels.ts'
import type { EndpointCalls, HeldPlan, RunDetail, WaitingPlan } from './types.ts'

/** Lines that are read with the run; `listRunLog` has all. */
const lastLines = 200

/** One run as its page and the connector's page show it; null when there is none. */
export async function readRun(runId: string): Promise<RunDetail | null> {
  const run = await db().syncRun.findUnique({
    where: { id: runId },
    include: {
      phases: { orderBy: { position: 'asc' } },
      calls: true,
      log: { orderBy: { id: 'desc' }, take: lastLines },
      requestedBy: true,
      heldEndedBy: true,
      _count: { select: { log: true } },
    },
  })
  if (!run) return null
  return {
    id: run.id,
    status: run.status,
    trigger: run.trigger,
    requestedBy: run.requestedBy?.name ?? null,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    vendorCalls: run.vendorCalls,
    waitingUntil: run.waitingUntil,
    usualMs: await readUsualMs(run.connectorId),
    held: await readHeld(run),
    heldOutcome: run.heldOutcome,
    error:
      run.errorMessage === null
        ? null
        : { kind: run.errorKind, message: run.errorMessage, vendor: run.errorVendor },
    phases: run.phases.map((phase) => ({
      phase: phase.phase,
      label:
        syncPhases.flatMap((name) => (name === phase.phase ? [phaseLabels[name]] : []))[0] ?? phase.phase,
      status: phase.status,
      read: phase.read,
      added: phase.added,
      changed: phase.changed,
      removed: phase.removed,
      held: phase.held,
      cause: phase.cause,
      vendor: phase.vendor,
      startedAt: phase.startedAt,
      finishedAt: phase.finishedAt,
    })),
    calls: sumByEndpoint(run.calls),
    log: run.log.toReversed().map((line) => ({
      id: String(line.id),
      at: line.at,
      level: line.level,
      message: line.message,
    })),
    logTotal: run._count.log,
  }
}

/** The newest plan of a connector that waits for a person; its run need not be the newest. */
export async function findHeldPlan(connectorId: string): Promise<WaitingPlan | null> {
  const runs = await db().syncRun.findMany({
    where: { connectorId, status: 'held', heldOutcome: null },
    include: { phases: true },
    orderBy: { createdAt: 'desc' },
  })
  for (const { id, phases } of runs) {
    if ((await db().stagedRun.count({ where: { runId: id } })) === 0) continue
    return { runId: id, held: phases.reduce((total, phase) => total + phase.held, 0) }
  }
  return null
}

/**
 * The middle one of the last five good runs; a promise about time is made from nothing else. A run that went on behind a
 * person's decision also took the time until then, so it tells nothing.
 */
async function readUsualMs(connectorId: string): Promise<number | null> {
  const runs = await db().syncRun.findMany({
    where: { connectorId, status: 'succeeded', heldEndedAt: null },
    orderBy: { createdAt: 'desc' },
    take: 5,
  })
  const durations = runs
    .flatMap(({ startedAt, finishedAt }) =>
      startedAt && finishedAt ? [finishedAt.getTime() - startedAt.getTime()] : [],
    )
    .toSorted((a, b) => a - b)
  return durations[Math.floor(durations.length / 2)] ?? null
}

async function readHeld(run: {
  id: string
  status: string
  heldOutcome: string | null
  heldEndedAt: Date | null
  heldEndedBy: { name: string } | null
  phases: { heldAsked: number | null; heldStay: number | null }[]
}): Promise<HeldPlan | null> {
  const { heldOutcome, phases } = run
  const asked = phases.reduce((total, phase) => total + (phase.heldAsked ?? 0), 0)
  const stay = phases.reduce((total, phase) => total + (phase.heldStay ?? 0), 0)
  const evidence = asked > 0 ? { asked, stay } : null
  const ended = { endedBy: run.heldEndedBy?.name ?? null, endedAt: run.heldEndedAt, evidence }
  if (heldOutcome === 'applied' || heldOutcome === 'discarded' || heldOutcome === 'superseded')
    return { state: heldOutcome, ...ended }
  if (run.status !== 'held') return null
  const staged = await db().stagedRun.count({ where: { runId: run.id } })
  return { state: staged > 0 ? 'waiting' : 'gone', endedBy: null, endedAt: null, evidence }
}

function sumByEndpoint(counts: readonly SyncCallCount[]): EndpointCalls[] {
  return [...Map.groupBy(counts, (one) => one.endpoint)]
    .map(([endpoint, calls]) => ({
      endpoint,
      calls: sum(calls, 'calls'),
      failed: sum(calls, 'failed'),
      durationMs: sum(calls, 'durationMs'),
      waitedMs: sum(calls, 'waitedMs'),
    }))
    .toSorted((a, b) => b.calls - a.calls)
}

const sum = (
  counts: readonly SyncCallCount[],
  column: 'calls' | 'failed' | 'durationMs' | 'waitedMs',
): number => counts.reduce((total, one) => total + one[column], 0)
