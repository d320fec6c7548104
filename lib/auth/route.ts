import { AppError, type AppErrorCode } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import type { Actor } from '#lib/users/permissions.ts'
import { findActor } from './session.ts'

const statusByCode: Record<AppErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  conflict: 409,
  unavailable: 503,
}

/** Answers a route handler's GET with what a query returns for the signed-in person, as JSON. */
export async function answerQuery<T>(query: (actor: Actor) => Promise<T>): Promise<Response> {
  try {
    const actor = await findActor()
    if (!actor) throw new AppError('unauthenticated', 'Your session has ended. Sign in again.')
    return Response.json(await query(actor), { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    if (error instanceof AppError) {
      return Response.json({ code: error.code, message: error.message }, { status: statusByCode[error.code] })
    }
    log.error({ err: error }, 'a query failed')
    return Response.json(
      { code: 'unexpected', message: 'Something went wrong on our side.' },
      { status: 500 },
    )
  }
}
