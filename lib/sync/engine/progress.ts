import type { CallReport, SyncPhase, WaitReport } from '#lib/connectors/contract.ts'
import { transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { log } from '#lib/platform/log.ts'
import { writeLog, type RunRef } from './run-log.ts'
import { countCall, type CallCounts } from './call-counts.ts'

const flushEveryMs = 1000
const beatEveryMs = 5000

type Run = Pick<RunRef, 'runId' | 'connectorId'>

/**
 * What people see of a run while it goes on: counts, waits and the newest line, written at most once a second, so that a
 * run without news hardly writes. It also notices that the run was ended by another hand.
 */
export interface Progress {
  /** Aborts when the run has ended without this execution. */
  readonly ended: AbortSignal
  /** Calls of the whole run. */
  vendorCalls(): number
  /** Calls of the phase that is being read, by endpoint, and the milliseconds spent on making sense of answers. */
  ofPhase(): { calls: CallCounts; parseMs: number }
  /** @param calls of the phase so far, from its checkpoint. */
  enterPhase(position: number, name: SyncPhase, read: number, calls: CallCounts): void
  onCall(call: CallReport): void
  /** Of a call that no reading of a phase sent: the run's, and counted elsewhere for its phase. */
  onAsked(): void
  onWait(wait: WaitReport): void
  onPage(read: number, note: string): void
  /** Writes what is not written yet, and stops. */
  stop(): Promise<void>
}

interface State {
  phase: { position: number; name: SyncPhase; read: number } | null
  calls: CallCounts
  /** How many calls each other phase took. */
  callsOfOthers: Map<string, number>
  asked: number
  parseMs: number
  note: string | null
  wait: { reason: WaitReport['reason']; endpoint: string; until: Date } | null
}

/** @param earlier calls that are recorded of phases which an execution before has finished. */
export function createProgress(run: Run, earlier: readonly { phase: string; calls: number }[]): Progress {
  const state: State = {
    phase: null,
    calls: {},
    callsOfOthers: new Map(),
    asked: 0,
    parseMs: 0,
    note: null,
    wait: null,
  }
  for (const { phase, calls } of earlier) addCalls(state.callsOfOthers, phase, calls)
  const writer = createWriter(run, state)
  return {
    ended: writer.ended,
    vendorCalls: () => countCalls(state),
    ofPhase: () => ({ calls: state.calls, parseMs: state.parseMs }),
    enterPhase(position, name, read, before) {
      if (state.phase) state.callsOfOthers.set(state.phase.name, sumCalls(state.calls))
      state.callsOfOthers.delete(name)
      state.calls = before
      state.parseMs = 0
      state.phase = { position, name, read }
    },
    onCall(call) {
      countCall(state.calls, call)
      state.parseMs += call.parsedMs
      if (state.wait?.endpoint === call.endpoint) state.wait = null
    },
    onAsked() {
      state.asked += 1
    },
    onWait({ endpoint, reason, durationMs }) {
      state.wait = { endpoint, reason, until: new Date(Date.now() + durationMs) }
      void writer.flush()
    },
    onPage(read, line) {
      if (state.phase) state.phase.read = read
      state.note = line
    },
    stop: () => writer.stop(),
  }
}

/** Writes the state once a second, one write after the other. */
function createWriter(run: Run, state: State) {
  const ended = new AbortController()
  const timer = setInterval(() => void flush(), flushEveryMs)
  let written = ''
  let beatAt = 0
  let flushing: Promise<void> | null = null
  let isStopped = false

  function flush(): Promise<void> {
    if (isStopped) return Promise.resolve()
    flushing ??= write()
      .catch((error: unknown) => log.warn({ err: error }, 'the progress of a sync could not be written'))
      .finally(() => {
        flushing = null
      })
    return flushing
  }

  async function write(): Promise<void> {
    const { note } = state
    const shown = toShown(state)
    const snapshot = JSON.stringify(shown)
    const isNews = snapshot !== written || note !== null
    if (!isNews && Date.now() - beatAt < beatEveryMs) return
    const isWanted = await store(run, shown, isNews, note)
    if (!isWanted) ended.abort(new Error('The run was ended.'))
    beatAt = Date.now()
    written = snapshot
    if (state.note === note) state.note = null
  }

  return {
    ended: ended.signal,
    flush,
    async stop() {
      clearInterval(timer)
      // What the last page was is old news beside what became of the phase.
      state.note = null
      await flush()
      isStopped = true
    },
  }
}

function toShown(state: State) {
  const wait = state.wait && state.wait.until.getTime() > Date.now() ? state.wait : null
  return {
    run: {
      status: wait === null ? ('running' as const) : statusOf[wait.reason],
      waitingUntil: wait?.until ?? null,
      vendorCalls: countCalls(state),
    },
    phase: state.phase && { ...state.phase },
  }
}

const statusOf = { 'rate-limit': 'waiting', retry: 'retrying' } as const

/** @returns whether the run is still to be worked on. */
function store(
  run: Run,
  { run: data, phase }: ReturnType<typeof toShown>,
  isNews: boolean,
  note: string | null,
): Promise<boolean> {
  return transaction(async (tx) => {
    const { count } = await tx.syncRun.updateMany({
      where: { id: run.runId, finishedAt: null },
      data: { ...data, heartbeatAt: new Date() },
    })
    if (count === 0) return false
    if (!isNews) return true
    if (phase) {
      await tx.syncPhaseRun.updateMany({
        where: { runId: run.runId, position: phase.position, read: { not: phase.read } },
        data: { read: phase.read },
      })
    }
    if (note === null) await publish(tx, { topic: 'connector', id: run.connectorId })
    else await writeLog(tx, run, 'info', phase?.name ?? null, note)
    return true
  })
}

const countCalls = ({ calls, callsOfOthers, asked }: State): number =>
  callsOfOthers.values().reduce((sum, one) => sum + one, sumCalls(calls) + asked)

const addCalls = (to: Map<string, number>, phase: string, calls: number) =>
  to.set(phase, (to.get(phase) ?? 0) + calls)

const sumCalls = (counts: CallCounts): number =>
  Object.values(counts).reduce((sum, one) => sum + one.calls, 0)
