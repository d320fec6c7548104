import { answerQuery } from '#lib/auth/route.ts'
import { getRequest } from '#lib/requests/queries.ts'

export async function GET(_request: Request, { params }: RouteContext<'/api/requests/[requestId]'>) {
  const { requestId } = await params
  return answerQuery((actor) => getRequest(actor, requestId))
}
