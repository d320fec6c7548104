import { answerQuery } from '#lib/auth/route.ts'
import { getExplainedRequest } from '#lib/provisioning/queries.ts'

export async function GET(_request: Request, { params }: RouteContext<'/api/requests/[requestId]'>) {
  const { requestId } = await params
  return answerQuery((actor) => getExplainedRequest(actor, requestId))
}
