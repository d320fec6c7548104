import { answerFile } from '#lib/auth/route.ts'
import { streamLosses } from '#lib/sync/held-queries.ts'

export async function GET(
  _request: Request,
  { params }: RouteContext<'/api/connectors/[connectorId]/runs/[runId]/losses'>,
) {
  const { runId } = await params
  return answerFile(`losses-${runId}.csv`, ['Kind', 'Name', 'Detail'], (actor) => streamLosses(actor, runId))
}
