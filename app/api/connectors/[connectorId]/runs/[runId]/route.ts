import { answerQuery } from '#lib/auth/route.ts'
import { getRun } from '#lib/sync/run-queries.ts'

export async function GET(
  _request: Request,
  { params }: RouteContext<'/api/connectors/[connectorId]/runs/[runId]'>,
) {
  const { runId } = await params
  return answerQuery((actor) => getRun(actor, runId))
}
