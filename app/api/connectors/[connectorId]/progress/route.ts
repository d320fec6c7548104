import { answerQuery } from '#lib/auth/route.ts'
import { getProgress } from '#lib/sync/queries.ts'

export async function GET(
  _request: Request,
  { params }: RouteContext<'/api/connectors/[connectorId]/progress'>,
) {
  const { connectorId } = await params
  return answerQuery((actor) => getProgress(actor, connectorId))
}
