import { answerQuery } from '#lib/auth/route.ts'
import { findPeople } from '#lib/users/queries.ts'

/** People to choose an owner from: `?q=`. */
export async function GET(request: Request): Promise<Response> {
  const q = new URL(request.url).searchParams.get('q') ?? ''
  return answerQuery((actor) => findPeople(actor, q))
}
