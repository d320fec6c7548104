import { streamLiveEvents } from '#lib/auth/live.ts'
import { findSessionId } from '#lib/auth/session.ts'
import { mayHear } from '#lib/notifications/live-queries.ts'

export const dynamic = 'force-dynamic'

/** Events carry ids only; what they are about is read through the queries, which ask who may. */
export async function GET(request: Request) {
  return streamLiveEvents(await findSessionId(), request.signal, mayHear)
}
