import type { z } from 'zod'
import { walkPages } from '../http/pagination.ts'
import { endpointOf, type Call, type Http } from '../http/request.ts'

/** What every group of calls is made with. */
export interface Api {
  http: Http
  orgId: string
}

export type Request = Omit<Call, 'changes'>

/** Every directory that the key may read; changes want the real one (Atlassian's OpenAPI document). */
export const everyDirectory = '-'

type Pages<T> = z.ZodType<{ data: T[]; links?: { next?: string | null | undefined } | null | undefined }>

/** Lists that page by a query parameter; all other parameters are repeated, as some of the lists want. */
export function list<T>(
  http: Http,
  what: string,
  call: Request,
  schema: Pages<T>,
  signal: AbortSignal,
): AsyncGenerator<T[]> {
  return walkPages(what, endpointOf(call), (cursor) =>
    http.read({ ...call, query: { ...call.query, cursor } }, schema, signal),
  )
}

/** Searches, which want the identical body again with the cursor in it. */
export function search<T>(
  http: Http,
  what: string,
  call: Request & { body: object },
  schema: Pages<T>,
  signal: AbortSignal,
): AsyncGenerator<T[]> {
  return walkPages(what, endpointOf(call), (cursor) => {
    const body = cursor === null ? call.body : { ...call.body, cursor }
    return http.read({ ...call, body }, schema, signal)
  })
}
