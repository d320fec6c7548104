import type { SyncPhase } from '#lib/connectors/contract.ts'
import { ConnectorError } from '#lib/connectors/errors.ts'
import { transaction } from '#lib/platform/db/client.ts'
import type { Execution } from '../engine/execution.ts'
import { writeLog } from '../engine/run-log.ts'
import type { KindCount } from './guard.ts'
import { drawLosses, keepPlanned, type PlannedLoss } from './planned-losses.ts'

/** Removals of one kind that are asked for at once. */
const atOnce = 20
/** So often in a row, until a list is a bad one as a whole. */
const mostTimes = 10
const namedInLog = 3

type Ends = Pick<KindCount, 'kind' | 'ends'>

/**
 * Asks the vendor for what its lists have left out, one by one, before it is taken for gone: twenty of each kind, and twenty
 * more for as long as some of them turn out to be there. Those stay, and the phase and the log name them. Most runs remove less than
 * that, so that each removal is confirmed.
 * @throws ConnectorError bad-response when there is no end to them; what the vendor answers instead, but for a key that may
 *   not ask.
 */
export async function confirmLosses(
  execution: Execution,
  phase: SyncPhase,
  position: number,
  counts: readonly Ends[],
): Promise<void> {
  const lines: string[] = []
  for (const { kind } of counts.filter(({ ends }) => ends > 0)) {
    const kept = await confirmKind(execution, position, kind).catch(async (error: unknown) => {
      if (!(error instanceof ConnectorError) || error.kind !== 'forbidden') throw error
      lines.push(`Which ${kind} are gone could not be asked for one by one: ${error.message}`)
      return []
    })
    if (kept.length > 0) lines.push(`${leavesOut(kind)}, and stays: ${namesOf(kept)}.`)
  }
  const { runId } = execution
  await transaction(async (tx) => {
    const cause = lines.length > 0 ? lines.join(' ') : null
    await tx.syncPhaseRun.update({ where: { runId_position: { runId, position } }, data: { cause } })
    for (const line of lines) await writeLog(tx, execution, 'warning', phase, line)
  })
}

const leavesOut = (kind: string): string =>
  `The list of ${kind} leaves out what is still there when it is asked for`

async function confirmKind(execution: Execution, position: number, kind: string): Promise<PlannedLoss[]> {
  const asked: number[] = []
  const kept: PlannedLoss[] = []
  for (let time = 0; time < mostTimes; time += 1) {
    const drawn = await drawLosses(execution, position, kind, { count: atOnce, except: asked })
    const remaining = await askFor(execution, drawn)
    if (remaining.length === 0) return kept
    asked.push(...drawn.map(({ seq }) => seq))
    kept.push(...remaining)
    await keepPlanned(execution, position, remaining)
    if (drawn.length < atOnce) return kept
  }
  throw new ConnectorError({
    kind: 'bad-response',
    message: `${leavesOut(kind)}: ${namesOf(kept)}.`,
    vendor: {
      status: null,
      code: null,
      title: null,
      detail: `${kept.length} of ${asked.length} that were asked for one by one`,
      requestId: null,
      endpoint: 'several',
    },
  })
}

async function askFor(
  { connector, signal }: Execution,
  drawn: readonly PlannedLoss[],
): Promise<PlannedLoss[]> {
  if (drawn.length === 0) return []
  const remaining = new Set(
    await connector.findRemaining(
      drawn.map(({ loss }) => loss),
      signal,
    ),
  )
  return drawn.filter(({ loss }) => remaining.has(loss))
}

/**
 * What the vendor says of some of the losses that the guard holds, as a sentence for who decides; empty when it cannot be
 * asked.
 */
export async function askForSome(
  execution: Execution,
  position: number,
  counts: readonly Ends[],
): Promise<string> {
  try {
    const drawn: PlannedLoss[] = []
    for (const { kind } of counts.filter(({ ends }) => ends > 0)) {
      drawn.push(...(await drawLosses(execution, position, kind, { count: atOnce, except: [] })))
    }
    if (drawn.length === 0) return ''
    const remaining = await askFor(execution, drawn)
    return ` ${remaining.length} of ${drawn.length} that were asked for one by one are still there.`
  } catch (error) {
    if (error instanceof ConnectorError) return ''
    throw error
  }
}

function namesOf(losses: readonly PlannedLoss[]): string {
  const named = losses.slice(0, namedInLog).map(({ name }) => name)
  const more = losses.length - named.length
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ')
}
