import type { LossAnswers, SyncPhase } from '#lib/connectors/contract.ts'
import { ConnectorError } from '#lib/connectors/errors.ts'
import { transaction } from '#lib/platform/db/client.ts'
import type { Execution } from '../engine/execution.ts'
import { writeLog } from '../engine/run-log.ts'
import { requireMine } from '../engine/staging.ts'
import type { KindCount } from './guard.ts'
import { keepPlanned } from './keep-planned.ts'
import { drawLosses, type PlannedLoss } from './planned-losses.ts'

/** Removals of one kind that are asked for at once. */
const atOnce = 20
/** So often in a row, until a list is a bad one as a whole. */
const mostTimes = 10
const namedAtMost = 3

type Ends = Pick<KindCount, 'kind' | 'ends'>

/** Losses that were asked for one by one. */
export interface Evidence {
  asked: number
  /** Still there. */
  stay: number
}

/** What stays of one kind, and why. */
interface Kept {
  remaining: PlannedLoss[]
  /** Nobody could say whether they are there. */
  unanswered: PlannedLoss[]
  /** Why not. */
  error: ConnectorError | null
}

/**
 * Asks the vendor for what its lists have left out, one by one, before it is taken for gone: twenty of each kind, and twenty
 * more for as long as some of them turn out to be there. Those stay, as does what gets no answer, and the phase and the log
 * name them. Most runs remove less than that. A key that may ask for none of them is believed in what it lists.
 * @throws ConnectorError bad-response when there is no end to them; what the vendor answers when it answers nothing else;
 *   auth, rate-limited. StagingLost; the signal's reason.
 */
export async function confirmLosses(
  execution: Execution,
  phase: SyncPhase,
  position: number,
  counts: readonly Ends[],
): Promise<void> {
  const lines: string[] = []
  for (const { kind } of counts.filter(({ ends }) => ends > 0)) {
    lines.push(...toLines(kind, await confirmKind(execution, position, kind)))
  }
  const { runId } = execution
  await transaction(async (tx) => {
    await requireMine(tx, execution)
    const cause = lines.length > 0 ? lines.join(' ') : null
    await tx.syncPhaseRun.update({ where: { runId_position: { runId, position } }, data: { cause } })
    for (const line of lines) await writeLog(tx, execution, 'warning', phase, line)
  })
}

const leavesOut = (kind: string): string =>
  `The list of ${kind} leaves out what is still there when it is asked for`

function toLines(kind: string, { remaining, unanswered, error }: Kept): string[] {
  const lines: string[] = []
  if (remaining.length > 0) lines.push(`${leavesOut(kind)}, and stays: ${namesOf(remaining)}.`)
  if (unanswered.length > 0)
    lines.push(
      `Of the ${kind} that are left out, some could not be asked for, and stay: ${namesOf(unanswered)}. ${error?.message ?? ''}`,
    )
  else if (error) lines.push(`Which ${kind} are gone could not be asked for one by one: ${error.message}`)
  return lines
}

async function confirmKind(execution: Execution, position: number, kind: string): Promise<Kept> {
  const asked: number[] = []
  const kept: Kept = { remaining: [], unanswered: [], error: null }
  for (let time = 0; time < mostTimes; time += 1) {
    const drawn = await drawLosses(execution, position, kind, { count: atOnce, except: asked })
    const answers = await askFor(execution, drawn)
    const { error } = answers
    if (error && answers.unanswered.length === drawn.length) {
      if (error.kind === 'forbidden' && asked.length === 0) return { ...kept, error }
      // One that answers badly for years must not keep everything else from being read; all of them are an outage.
      if (drawn.length === atOnce) throw error
    }
    kept.remaining.push(...answers.remaining)
    kept.unanswered.push(...answers.unanswered)
    kept.error ??= error
    const stays = [...answers.remaining, ...answers.unanswered]
    if (stays.length > 0) await keepPlanned(execution, position, stays)
    if (stays.length === 0 || drawn.length < atOnce) return kept
    asked.push(...drawn.map(({ seq }) => seq))
  }
  throw new ConnectorError({
    kind: 'bad-response',
    message: `${leavesOut(kind)}: ${namesOf(kept.remaining)}.`,
    vendor: {
      status: null,
      code: null,
      title: null,
      detail: `${kept.remaining.length} of ${asked.length} that were asked for one by one`,
      requestId: null,
      endpoint: 'several',
    },
  })
}

async function askFor({ asking, signal }: Execution, drawn: readonly PlannedLoss[]): Promise<Kept> {
  const losses = drawn.map(({ loss }) => loss)
  const answers: LossAnswers =
    losses.length === 0 ? { remaining: [], unanswered: [] } : await asking.findRemaining(losses, signal)
  const remaining = new Set(answers.remaining)
  const unanswered = new Set(answers.unanswered.map(({ loss }) => loss))
  return {
    remaining: drawn.filter(({ loss }) => remaining.has(loss)),
    unanswered: drawn.filter(({ loss }) => unanswered.has(loss)),
    error: answers.unanswered[0]?.error ?? null,
  }
}

/**
 * What the vendor says of some of the losses that the guard holds, for who decides: how many it was asked for one by one, and
 * how many of them it still has; null when it cannot be asked.
 */
export async function askForSome(
  execution: Execution,
  position: number,
  counts: readonly Ends[],
): Promise<Evidence | null> {
  try {
    const drawn: PlannedLoss[] = []
    for (const { kind } of counts.filter(({ ends }) => ends > 0)) {
      drawn.push(...(await drawLosses(execution, position, kind, { count: atOnce, except: [] })))
    }
    const { remaining, unanswered } = await askFor(execution, drawn)
    const answered = drawn.length - unanswered.length
    return answered === 0 ? null : { asked: answered, stay: remaining.length }
  } catch (error) {
    if (error instanceof ConnectorError) return null
    throw error
  }
}

function namesOf(losses: readonly PlannedLoss[]): string {
  const named = losses.slice(0, namedAtMost).map(({ name }) => name)
  const more = losses.length - named.length
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ')
}
