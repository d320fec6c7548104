import type { PhaseCoverage, SyncPhase } from '#lib/connectors/contract.ts'
import { planAccounts, planEntitlements, planResources } from '#lib/inventory/diff/plan-objects.ts'
import { planGrantBegins, planGrants, type GrantCoverage } from '#lib/inventory/diff/plan-grants.ts'
import { compareAsWholes, type DiffScope } from '#lib/inventory/diff/scope.ts'
import { db, transaction, type Tx } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { formatCount } from '#lib/platform/format.ts'
import { askForSome, confirmLosses, type Evidence } from '../guard/confirm-losses.ts'
import { countKinds } from '../guard/count-kinds.ts'
import { endsEarly, findDoubt } from '../guard/guard.ts'
import { keepUndecided, keepWithKept, rememberDecided } from '../guard/keep-planned.ts'
import { supersedeHeldPlans } from '../held/supersede-held-plans.ts'
import { phaseLabels } from '../labels.ts'
import { addCounts } from './call-counts.ts'
import type { Execution } from './execution.ts'
import { writeLog } from './run-log.ts'
import { clearPlan, keepCheckpoint, requireMine, type Checkpoint } from './staging.ts'
import { writePlannedGrants, writePlannedObjects, writeStagedMemberships } from './write-plan.ts'

const { sql } = Prisma

/**
 * Compares what a complete phase has staged with what is stored, asks the guard, and writes what differs, in bounded
 * transactions that an execution after this one can go on behind. What is covered and was not read has ended.
 * @param builtOn a phase that it builds on and that is held: what is missing then may be missing for that reason alone.
 * @returns whether it was written or is held back.
 * @throws StagingLost; the signal's reason.
 */
export async function settlePhase(
  execution: Execution,
  phase: SyncPhase,
  read: Checkpoint,
  builtOn: SyncPhase | null,
): Promise<'succeeded' | 'held'> {
  const coverage = execution.connector.coverage(phase)
  let checkpoint = read
  if (checkpoint.step === 'read') {
    const planned = await planRemovals(execution, phase, builtOn, checkpoint)
    if (planned === null) return 'held'
    checkpoint = planned
  }
  if (checkpoint.step === 'objects') {
    checkpoint = await writePlannedObjects(execution, checkpoint)
    checkpoint = await planBegins(execution, coverage, checkpoint, builtOn)
  }
  if (checkpoint.step === 'memberships') {
    const known = await knownGrants(execution, coverage)
    if (coverage.grants.some((covered) => isWrittenAsStaged(covered, known))) {
      checkpoint = await writeStagedMemberships(execution, checkpoint)
    }
    checkpoint = { ...checkpoint, step: 'grants', applied: 0 }
    await keepCheckpoint(execution.session, execution, checkpoint)
  }
  checkpoint = await writePlannedGrants(execution, checkpoint)
  if (builtOn !== null && coverage.grants.some(({ on, by }) => by === 'account' && on !== 'group')) {
    const line = `What is new waits until "${phaseLabels[builtOn]}" is decided on: whether it comes through a group cannot be told before.`
    await transaction((tx) => writeLog(tx, execution, 'warning', phase, line))
  }
  await finishPhase(execution, phase, checkpoint)
  return 'succeeded'
}

const scopeOf = (execution: Execution, { position }: Checkpoint): DiffScope => ({ ...execution, position })

/** Everything that is planned before something is written: objects, and grants that end. Null: the guard holds it. */
async function planRemovals(
  execution: Execution,
  phase: SyncPhase,
  builtOn: SyncPhase | null,
  checkpoint: Checkpoint,
): Promise<Checkpoint | null> {
  const coverage = execution.connector.coverage(phase)
  const { session, signal } = execution
  const { position } = checkpoint
  const startedAt = performance.now()
  const isDecided = execution.guardLifted && (await wasHeld(execution, position))
  await planAnew(execution, coverage, checkpoint, { builtOn, isDecided })
  signal.throwIfAborted()
  const counts = await countKinds(execution, coverage, checkpoint)
  const held = counts.reduce((sum, one) => sum + one.ends, 0)
  const doubt = findDoubt(counts) ?? (builtOn !== null && held > 0 ? builtOnHeld(builtOn) : null)
  const diffMs = Math.round(performance.now() - startedAt)
  const timings = { ...checkpoint.timings, diffMs: checkpoint.timings.diffMs + diffMs }
  const isHeld = doubt !== null && !isDecided
  if (!isHeld) await confirmLosses(execution, phase, position, isDecided ? [] : counts)
  await supersedeHeldPlans(execution, position)
  if (isHeld) {
    const evidence = await askForSome(execution, position, counts)
    const kept = withAsked(execution, { ...checkpoint, timings })
    await keepCheckpoint(session, execution, kept)
    await holdPhase(execution, phase, kept, { doubt, evidence, held })
    return null
  }
  for (const { kind, read, counted } of counts.filter(endsEarly)) {
    const line = `${formatCount(counted ?? 0)} ${kind} are counted, but the list has ${formatCount(read)}.`
    await transaction((tx) => writeLog(tx, execution, 'warning', phase, line))
  }
  const next = withAsked(execution, { ...checkpoint, step: 'objects', applied: 0, timings })
  await keepCheckpoint(session, execution, next)
  return next
}

/** Calls that were sent to confirm losses are the phase's. */
export const withAsked = ({ asking }: Execution, checkpoint: Checkpoint): Checkpoint => ({
  ...checkpoint,
  calls: addCounts(checkpoint.calls, asking.takeCalls()),
})

/** Compares what is staged with what is stored. @param how whether somebody has decided on what the phase held back. */
async function planAnew(
  execution: Execution,
  coverage: PhaseCoverage,
  checkpoint: Checkpoint,
  { builtOn, isDecided }: { builtOn: SyncPhase | null; isDecided: boolean },
): Promise<void> {
  const { session, stage } = execution
  const { position } = checkpoint
  const scope = scopeOf(execution, checkpoint)
  const known = await knownGrants(execution, coverage)
  await session.transaction(async () => {
    if (isDecided) await rememberDecided(execution, position)
    await clearPlan(session, stage, position)
    await compareAsWholes(session)
    await planResources(scope, coverage.resourceTypes)
    if (coverage.accounts) await planAccounts(scope)
    await planEntitlements(scope, coverage.entitlementsOn)
    for (const covered of known) await planGrants(scope, covered, { ways: builtOn === null })
    if (isDecided) await keepUndecided(execution, position)
    await keepWithKept(execution, position)
  })
}

/** Whether it is one of the phases whose losses were shown to who decided. */
async function wasHeld({ runId }: Execution, position: number): Promise<boolean> {
  const phase = await db().syncPhaseRun.findUnique({ where: { runId_position: { runId, position } } })
  return (phase?.held ?? 0) > 0
}

const builtOnHeld = (phase: SyncPhase): string =>
  `It builds on "${phaseLabels[phase]}", which is held, and would remove something.`

async function planBegins(
  execution: Execution,
  coverage: PhaseCoverage,
  checkpoint: Checkpoint,
  builtOn: SyncPhase | null,
): Promise<Checkpoint> {
  const { session } = execution
  const { position, timings } = checkpoint
  const scope = scopeOf(execution, checkpoint)
  const startedAt = performance.now()
  const known = await knownGrants(execution, coverage)
  const hasNew = await hasNewObjects(execution, position)
  await session.transaction(async () => {
    await compareAsWholes(session)
    for (const covered of coverage.grants) {
      const grants = known.includes(covered)
      if (isWrittenAsStaged(covered, known)) continue
      if (hasNew || !grants) await planGrantBegins(scope, covered, { grants, ways: builtOn === null })
    }
  })
  const diffMs = Math.round(timings.diffMs + performance.now() - startedAt)
  const next = { ...checkpoint, step: 'memberships' as const, applied: 0, timings: { ...timings, diffMs } }
  await keepCheckpoint(session, execution, next)
  return next
}

/** Of which grants some were known before the run: only these can end. Asked twice, it has the same answer. */
async function knownGrants(
  { session, connectorId, readFrom }: Execution,
  coverage: PhaseCoverage,
): Promise<GrantCoverage[]> {
  const known: GrantCoverage[] = []
  for (const covered of coverage.grants) {
    const principal = covered.by === 'account' ? sql`g."accountId"` : sql`g."groupId"`
    const found = (state: Prisma.Sql) => sql`exists (
      select 1 from "Resource" r join "Entitlement" e on e."resourceId" = r.id join "Grant" g on g."entitlementId" = e.id
      where r."connectorId" = ${connectorId}::uuid and r."resourceType" = ${covered.on} and ${principal} is not null
        and ${state} and g."firstSeenAt" < ${readFrom}::timestamptz)`
    const rows = await session.query(sql`
      select 1 where ${found(sql`g."endedAt" is null`)} or ${found(sql`g."endedAt" is not null`)}`)
    if (rows.length > 0) known.push(covered)
  }
  return known
}

/** Memberships that come for the first time need no plan: nothing ends, and no group carries them. */
const isWrittenAsStaged = (covered: GrantCoverage, known: readonly GrantCoverage[]): boolean =>
  covered.on === 'group' && covered.by === 'account' && !known.includes(covered)

/** Whether there are objects of this phase that grants could not name before. */
async function hasNewObjects({ session, stage }: Execution, position: number): Promise<boolean> {
  const rows = await session.query(sql`
    select 1 from "PlannedObject" where stage = ${stage} and position = ${position} and action in ('add', 'return') limit 1`)
  return rows.length > 0
}

async function finishPhase(execution: Execution, phase: SyncPhase, checkpoint: Checkpoint): Promise<void> {
  const { runId } = execution
  const { position } = checkpoint
  await transaction(async (tx) => {
    await requireMine(tx, execution)
    const done = await tx.syncPhaseRun.update({
      where: { runId_position: { runId, position } },
      data: { status: 'succeeded', held: 0, ...recorded(checkpoint) },
    })
    await recordCalls(tx, runId, phase, checkpoint)
    const message = `${phaseLabels[phase]}: ${formatCount(done.added)} added, ${formatCount(done.changed)} changed, ${formatCount(done.removed)} removed.`
    await writeLog(tx, execution, 'info', phase, message)
  })
}

async function holdPhase(
  execution: Execution,
  phase: SyncPhase,
  checkpoint: Checkpoint,
  { doubt, evidence, held }: { doubt: string; evidence: Evidence | null; held: number },
): Promise<void> {
  const { runId } = execution
  const { position } = checkpoint
  const cause = evidence
    ? `${doubt} ${evidence.stay} of ${evidence.asked} that were asked for one by one are still there.`
    : doubt
  await transaction(async (tx) => {
    await requireMine(tx, execution)
    await tx.syncPhaseRun.update({
      where: { runId_position: { runId, position } },
      data: {
        status: 'held',
        held,
        heldAsked: evidence?.asked ?? null,
        heldStay: evidence?.stay ?? null,
        cause,
        ...recorded(checkpoint),
      },
    })
    await recordCalls(tx, runId, phase, checkpoint)
    await writeLog(tx, execution, 'warning', phase, `${phaseLabels[phase]} is held: ${cause}`)
  })
}

const recorded = ({ read, timings }: Checkpoint) => ({ read, finishedAt: new Date(), ...timings })

/** Keeps how often each endpoint was called in the phase. */
export async function recordCalls(
  tx: Tx,
  runId: string,
  phase: SyncPhase,
  { calls }: Pick<Checkpoint, 'calls'>,
): Promise<void> {
  await tx.syncCallCount.deleteMany({ where: { runId, phase } })
  await tx.syncCallCount.createMany({
    data: Object.entries(calls).map(([endpoint, counted]) => ({ runId, phase, endpoint, ...counted })),
  })
}
