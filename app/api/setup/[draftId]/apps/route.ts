import { answerQuery } from '#lib/auth/route.ts'
import { findAttachableApps } from '#lib/setup/queries.ts'

/** Apps that a connector can be attached to: `?managed=true&q=`. */
export async function GET(request: Request, { params }: RouteContext<'/api/setup/[draftId]/apps'>) {
  const { draftId } = await params
  const search = new URL(request.url).searchParams
  const managed = search.get('managed') === 'true'
  return answerQuery((actor) => findAttachableApps(actor, { draftId, managed, q: search.get('q') ?? '' }))
}
