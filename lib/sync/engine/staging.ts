import type { ResourceType, StagedSoFar } from '#lib/connectors/contract.ts'
import { newId } from '#lib/platform/ids.ts'
import type { Tx } from '#lib/platform/db/client.ts'
import { Prisma } from '#lib/platform/db/generated/client.ts'
import { isLockTimeout, type Session } from '#lib/platform/db/session.ts'
import { log } from '#lib/platform/log.ts'

import type { CallCounts } from './call-counts.ts'

const { sql } = Prisma

/** What was staged is gone, or belongs to another execution of the run: whoever finds that stops. */
export class StagingLost extends Error {
  override readonly name = 'StagingLost'
}

/** How far a phase has come. */
export interface Checkpoint {
  position: number
  after: string | null
  /** What is done, or being written: objects, then memberships straight from staging, then planned grants. */
  step: 'reading' | 'read' | 'objects' | 'memberships' | 'grants'
  /** Last planned change, or page of staging, of the step that is written. */
  applied: number
  read: number
  totals: { accounts?: number; groups?: number }
  calls: CallCounts
  timings: Timings
  keptAt: Date
  /** How long the run has rested since then, as it was agreed with the vendor, in milliseconds. */
  restedMs: number
}

/** Milliseconds. */
export interface Timings {
  fetchMs: number
  parseMs: number
  stageMs: number
  diffMs: number
  applyMs: number
}

export const noTimings: Timings = { fetchMs: 0, parseMs: 0, stageMs: 0, diffMs: 0, applyMs: 0 }

const stagedTables = ['StagedResource', 'StagedAccount', 'StagedEntitlement', 'StagedGrant'] as const
const plannedTables = ['PlannedObject', 'PlannedGrant', 'StagedKept'] as const

const named = (table: string) => Prisma.raw(`"${table}"`)

/** Whose staging it is from now on. */
export interface StagingMark {
  executionId: string
  stage: number
  readFrom: Date
  /** Nothing was staged by an earlier execution. */
  fresh: boolean
}

/**
 * Takes the staging of a run over, or begins one. Whoever had it stops at the next page.
 * @returns null when the run has ended: what ends a run locks its staging first and the run behind it, and so does this.
 */
export function openStaging(session: Session, runId: string): Promise<StagingMark | null> {
  return session.transaction(async () => {
    const mark = await markStaging(session, runId)
    const [unfinished] = await session.query(sql`
      select 1 from "SyncRun" where id = ${runId}::uuid and "finishedAt" is null for no key update`)
    if (unfinished) return mark
    await session.execute(sql`delete from "StagedRun" where stage = ${mark.stage}`)
    return null
  })
}

/** Whether the run goes on after a pause, and not long after its end, as after a time without a worker. */
const isResting = sql`(r.status in ('waiting', 'retrying') and r."waitingUntil" > now() - interval '10 minutes')`

async function markStaging(session: Session, runId: string): Promise<StagingMark> {
  const executionId = newId()
  const [taken] = await session.query<{ stage: number; readFrom: Date }>(sql`
    update "StagedRun" s set "executionId" = ${executionId}::uuid,
      "takenUpAt" = case when ${isResting} then s."takenUpAt" else clock_timestamp() end,
      "askedFrom" = case when ${isResting} and r.status = 'retrying' then s."askedFrom" else clock_timestamp() end
    from "SyncRun" r where s."runId" = ${runId}::uuid and r.id = s."runId"
    returning s.stage, s."readFrom"`)
  if (taken) return { executionId, ...taken, fresh: false }
  const [begun] = await session.query<{ stage: number; readFrom: Date }>(sql`
    insert into "StagedRun" ("runId", "executionId", "readFrom")
    values (${runId}::uuid, ${executionId}::uuid, date_trunc('milliseconds', clock_timestamp()))
    returning stage, "readFrom"`)
  if (!begun) throw new StagingLost('The staging could not be begun.')
  return { executionId, ...begun, fresh: true }
}

/** Keeps the staging for the rest of the transaction. @throws StagingLost */
export async function holdStaging(
  session: Session,
  mark: Pick<StagingMark, 'stage' | 'executionId'>,
): Promise<void> {
  const [mine] = await session.query(sql`
    select 1 from "StagedRun" where stage = ${mark.stage} and "executionId" = ${mark.executionId}::uuid for share`)
  if (!mine) throw new StagingLost('What the run had staged is not there any more.')
}

/** @throws StagingLost when the run has been ended, or is another's. */
export async function requireMine(
  tx: Tx,
  { stage, executionId }: Pick<StagingMark, 'stage' | 'executionId'>,
): Promise<void> {
  const mine = await tx.$queryRaw<unknown[]>`
    select 1 from "StagedRun" where stage = ${stage} and "executionId" = ${executionId}::uuid for update`
  if (mine.length === 0) throw new StagingLost('What the run had staged is not there any more.')
}

/** The checkpoint of a phase, made when there is none. */
export async function readCheckpoint(session: Session, stage: number, position: number): Promise<Checkpoint> {
  await session.execute(sql`
    insert into "StagedPhase" (stage, position) values (${stage}, ${position}) on conflict do nothing`)
  const [found] = await session.query<Checkpoint>(sql`
    select position, after, step, applied, read, totals, calls, timings, "keptAt", "restedMs" from "StagedPhase"
    where stage = ${stage} and position = ${position}`)
  if (!found) throw new StagingLost('What the run had staged is not there any more.')
  return { ...found, timings: { ...noTimings, ...found.timings } }
}

/** Moves the checkpoint. @throws StagingLost when the staging is another's. */
export async function keepCheckpoint(
  session: Session,
  mark: Pick<StagingMark, 'stage' | 'executionId'>,
  checkpoint: Omit<Checkpoint, 'keptAt' | 'restedMs'>,
): Promise<void> {
  const { position, after, step, applied, read, totals, calls, timings } = checkpoint
  const kept = await session.execute(sql`
    update "StagedPhase" p set after = ${after}, step = ${step}, applied = ${applied}, read = ${read},
      totals = ${JSON.stringify(totals)}::jsonb, calls = ${JSON.stringify(calls)}::jsonb,
      timings = ${JSON.stringify(timings)}::jsonb, "keptAt" = now(), "restedMs" = 0
    from "StagedRun" r
    where p.stage = ${mark.stage} and p.position = ${position} and r.stage = p.stage
      and r."executionId" = ${mark.executionId}::uuid`)
  if (kept === 0) throw new StagingLost('What the run had staged is not there any more.')
}

/** Forgets what was read of one phase: it is read again from its start, or not at all. */
export async function clearPhase(session: Session, stage: number, position: number): Promise<void> {
  for (const table of [...stagedTables, ...plannedTables]) {
    await session.execute(sql`delete from ${named(table)} where stage = ${stage} and position = ${position}`)
  }
  await session.execute(sql`delete from "StagedPhase" where stage = ${stage} and position = ${position}`)
}

/** Forgets the plan of one phase, not what was read. */
export async function clearPlan(session: Session, stage: number, position: number): Promise<void> {
  for (const table of plannedTables) {
    await session.execute(sql`delete from ${named(table)} where stage = ${stage} and position = ${position}`)
  }
}

/**
 * Forgets all rows whose staging was given up, of this run or of any other. Where nobody else stages anything the tables
 * are emptied as a whole, which takes no time; while somebody reads them, that is left to the next sweep.
 */
export async function sweepStaging(session: Session): Promise<void> {
  const [others] = await session.query(sql`select 1 from "StagedRun" limit 1`)
  if (others) {
    for (const table of [...stagedTables, ...plannedTables]) {
      await session.execute(
        sql`delete from ${named(table)} t where not exists (select 1 from "StagedRun" r where r.stage = t.stage)`,
      )
    }
    return
  }
  const [leftover] = await session.query(sql`
    select 1 where exists (select 1 from "StagedGrant") or exists (select 1 from "StagedAccount")
      or exists (select 1 from "StagedResource") or exists (select 1 from "StagedEntitlement")
      or exists (select 1 from "PlannedObject") or exists (select 1 from "PlannedGrant")
      or exists (select 1 from "StagedKept")`)
  if (!leftover) return
  try {
    await session.transaction(() => emptyTables(session))
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    log.info('what is left in staging could not be swept away, for somebody reads it')
  }
}

/** @throws when the tables are in use: whoever begins, ends or cancels a sync would wait behind this. */
async function emptyTables(session: Session): Promise<void> {
  await session.execute(sql`set local lock_timeout = '100ms'`)
  // Nobody begins a staging meanwhile.
  await session.execute(sql`lock table "StagedRun" in share row exclusive mode`)
  const [begun] = await session.query(sql`select 1 from "StagedRun" limit 1`)
  if (begun) return
  const tables = [...stagedTables, ...plannedTables].map(named)
  await session.execute(sql`truncate ${Prisma.join(tables)}`)
}

/** What the connector may ask of what is staged already. */
export function stagedSoFar(session: Session, stage: number): StagedSoFar {
  return {
    resources: (resourceType: ResourceType) =>
      session.query(sql`
        select distinct on ("externalId") "externalId", "displayName", "productKey", hints from "StagedResource"
        where stage = ${stage} and "resourceType" = ${resourceType} order by "externalId"`),
    entitlements: (resourceType: ResourceType) =>
      session.query(sql`
        select distinct "externalId", "resourceExternalId", slug from "StagedEntitlement"
        where stage = ${stage} and "resourceType" = ${resourceType} order by "externalId"`),
  }
}
