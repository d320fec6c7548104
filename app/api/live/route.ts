import { streamLiveEvents } from '#lib/auth/live.ts'
import { findActor } from '#lib/auth/session.ts'

export const dynamic = 'force-dynamic'

/** Events carry ids only; what they are about is read through the queries, which ask who may. */
export async function GET(request: Request) {
  const actor = await findActor()
  if (!actor) return Response.json({ code: 'unauthenticated' }, { status: 401 })
  return streamLiveEvents(request.signal, () => true)
}
