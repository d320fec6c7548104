import { db } from '#lib/platform/db/client.ts'
import { failRun } from './fail-run.ts'

/** Ends a run whose job failed on our side, or whose worker stopped, until no redelivery was left. */
export async function giveUpSync(runId: string): Promise<void> {
  const run = await db().syncRun.findUnique({ where: { id: runId }, include: { connector: true } })
  if (!run) return
  const { connector } = run
  await failRun(
    { runId, connectorId: connector.id, connectorName: connector.displayName, appId: connector.appId },
    {
      phase: null,
      kind: 'internal',
      message: `Something went wrong on our side, again and again. The details are in the worker’s log under run ${runId}.`,
      vendor: null,
      calls: run.vendorCalls,
      counted: null,
    },
  )
}
