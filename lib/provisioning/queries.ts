import { getRequest } from '#lib/requests/queries.ts'
import type { RequestDetail } from '#lib/requests/types.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { explainRequest } from './explain-request.ts'
import type { RequestExplanation } from './types.ts'

/** A request with, when it has not happened, why and how to go on. @throws AppError not_found. */
export async function getExplainedRequest(
  actor: Actor,
  requestId: string,
): Promise<{ request: RequestDetail; explanation: RequestExplanation | null }> {
  const request = await getRequest(actor, requestId)
  return { request, explanation: explainRequest(request) }
}
