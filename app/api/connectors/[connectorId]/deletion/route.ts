import { answerQuery } from '#lib/auth/route.ts'
import { previewDeletion } from '#lib/setup/life-queries.ts'

/** What deleting the connector would end. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/api/connectors/[connectorId]/deletion'>,
) {
  const { connectorId } = await params
  return answerQuery((actor) => previewDeletion(actor, connectorId))
}
