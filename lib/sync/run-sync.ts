import { recordEvent, systemActor } from '#lib/audit/record-event.ts'
import { syncPhases, type Connector, type SyncPhase } from '#lib/connectors/contract.ts'
import { ConnectorError } from '#lib/connectors/errors.ts'
import { openStoredConnector } from '#lib/connectors/open-stored-connector.ts'
import { db, readClock, transaction } from '#lib/platform/db/client.ts'
import { publish } from '#lib/platform/db/listen.ts'
import { env } from '#lib/platform/env.ts'
import { newId } from '#lib/platform/ids.ts'
import { log } from '#lib/platform/log.ts'
import { applyPhase, ImplausiblePhase, type VendorTotals } from './apply-phase.ts'
import { failRun } from './fail-run.ts'
import { phaseLabels } from './phases.ts'
import { writeLog } from './run-log.ts'
import { clearStaging, holdStaging, openStaging, stagePage, StagingLost } from './stage-page.ts'

/** Nobody waits in front of a sync: a rate limit that takes half an hour is waited for. */
const patienceMs = 30 * 60_000

interface RunContext {
  runId: string
  executionId: string
  readFrom: Date
  shownAfterMs: number
  appId: string
  connectorId: string
  connectorName: string
  connector: Connector
  calls: { sent: number }
  signal: AbortSignal
}

/**
 * Runs one ordered sync from its first phase to its last. Every finished phase is applied at once; a phase that failed
 * removes nothing. What the other side refuses ends the run as failed; a shutdown and a lost staging throw, and the run is
 * given out again and starts over.
 */
export async function runSync(runId: string, signal: AbortSignal): Promise<void> {
  const run = await db().syncRun.findUnique({ where: { id: runId }, include: { connector: true } })
  if (!run || run.finishedAt) return
  const calls = { sent: 0 }
  const context: RunContext = {
    runId,
    executionId: newId(),
    readFrom: await readClock(),
    shownAfterMs: env().ROLECALL_VERIFY_TIMEOUT_MS,
    appId: run.connector.appId,
    connectorId: run.connectorId,
    connectorName: run.connector.displayName,
    connector: openStoredConnector(run.connector, {
      onCall() {
        calls.sent += 1
      },
      patienceMs,
    }),
    calls,
    signal,
  }
  await beginRun(context, run.startedAt !== null)
  for (const [position, phase] of syncPhases.entries()) {
    try {
      await runPhase(context, phase, position)
    } catch (error) {
      if (signal.aborted || error instanceof StagingLost) throw error
      await failRun(context, { phase, calls: calls.sent, ...toCause(error, runId) })
      return
    }
  }
  await succeedRun(context)
}

async function beginRun(context: RunContext, again: boolean): Promise<void> {
  const { runId } = context
  await transaction(async (tx) => {
    await openStaging(tx, context)
    await tx.syncPhaseRun.updateMany({
      where: { runId },
      data: {
        status: 'pending',
        read: 0,
        added: 0,
        changed: 0,
        removed: 0,
        startedAt: null,
        finishedAt: null,
      },
    })
    await tx.syncRun.update({
      where: { id: runId },
      data: { status: 'running', startedAt: new Date(), heartbeatAt: new Date() },
    })
    const message = again ? 'Started again after the worker stopped.' : 'Started.'
    await writeLog(tx, context, 'info', null, message)
  })
}

async function runPhase(context: RunContext, phase: SyncPhase, position: number): Promise<void> {
  const { runId, connector, signal, calls } = context
  const key = { runId_position: { runId, position } }
  await db().syncPhaseRun.update({ where: key, data: { status: 'running', startedAt: new Date() } })
  await publish(db(), { topic: 'connector', id: context.connectorId })
  const totals: VendorTotals = {}
  for await (const page of connector.readPhase(phase, signal)) {
    signal.throwIfAborted()
    Object.assign(totals, page.totals)
    await transaction(async (tx) => {
      await holdStaging(tx, context)
      const read = await stagePage(tx, runId, phase, page)
      await tx.syncPhaseRun.update({ where: key, data: { read: { increment: read } } })
      await tx.syncRun.update({
        where: { id: runId },
        data: { heartbeatAt: new Date(), vendorCalls: calls.sent },
      })
      await writeLog(tx, context, 'info', phase, page.note)
    })
  }
  signal.throwIfAborted()
  await transaction(async (tx) => {
    await holdStaging(tx, context)
    const { changes, doubts } = await applyPhase(tx, context, connector.coverage(phase), totals)
    for (const doubt of doubts) await writeLog(tx, context, 'warning', phase, doubt)
    await tx.syncPhaseRun.update({
      where: key,
      data: { status: 'succeeded', finishedAt: new Date(), ...changes },
    })
    const { added, changed, removed } = changes
    const message = `${phaseLabels[phase]}: ${added} added, ${changed} changed, ${removed} removed.`
    await writeLog(tx, context, 'info', phase, message)
  }, 600_000)
}

async function succeedRun(context: RunContext): Promise<void> {
  const { runId, connectorId, calls } = context
  await transaction(async (tx) => {
    await holdStaging(tx, context)
    await clearStaging(tx, runId)
    await tx.syncRun.update({
      where: { id: runId },
      data: { status: 'succeeded', finishedAt: new Date(), vendorCalls: calls.sent },
    })
    await recordEvent(tx, {
      event: 'sync.succeeded',
      actor: systemActor,
      subject: { type: 'connector', id: connectorId, name: context.connectorName },
      appId: context.appId,
      data: { runId },
    })
    await writeLog(tx, context, 'info', null, `Succeeded with ${calls.sent} calls.`)
  })
}

function toCause(error: unknown, runId: string) {
  if (error instanceof ConnectorError)
    return { kind: error.kind, message: error.message, vendor: error.vendor }
  if (error instanceof ImplausiblePhase) return { kind: 'implausible', message: error.message, vendor: null }
  log.error({ err: error, runId }, 'a sync failed on our side')
  return {
    kind: 'internal',
    message: `Something went wrong on our side. The details are in the worker's log under run ${runId}.`,
    vendor: null,
  }
}
