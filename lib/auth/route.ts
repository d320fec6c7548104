import { toCsv, type Cells } from '#lib/platform/csv.ts'
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
    return refuse(error)
  }
}

/**
 * The same as a file of comma-separated values that is written while it is read.
 * @param rows the lines of cells; what may be refused is refused before the first.
 */
export async function answerFile(
  name: string,
  header: readonly string[],
  rows: (actor: Actor) => AsyncGenerator<Cells[]>,
): Promise<Response> {
  try {
    const actor = await findActor()
    if (!actor) throw new AppError('unauthenticated', 'Your session has ended. Sign in again.')
    const source = rows(actor)
    const first = await source.next()
    const encoder = new TextEncoder()
    let lines = toCsv([header, ...(first.done ? [] : first.value)])
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(encoder.encode(lines))
        const next = await source.next()
        if (next.done) controller.close()
        else lines = toCsv(next.value)
      },
      async cancel() {
        await source.return(undefined)
      },
    })
    return new Response(body, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return refuse(error)
  }
}

function refuse(error: unknown): Response {
  if (error instanceof AppError) {
    return Response.json({ code: error.code, message: error.message }, { status: statusByCode[error.code] })
  }
  log.error({ err: error }, 'a query failed')
  return Response.json({ code: 'unexpected', message: 'Something went wrong on our side.' }, { status: 500 })
}
