import { answerQuery } from '#lib/auth/route.ts'
import { listNotices } from '#lib/notifications/queries.ts'

export async function GET() {
  return answerQuery(listNotices)
}
