import type { z } from 'zod'
import { walkPages, type Page } from '../http/pagination.ts'
import { endpointOf, type Call, type Http } from '../http/request.ts'

/** What every group of calls is made with. */
export interface Api {
  http: Http
  orgId: string
}

export type Request = Omit<Call, 'changes'>

/** Every directory that the key may read; changes want the real one (Atlassian's OpenAPI document). */
export const everyDirectory = '-'

export type Answers<T> = z.ZodType<{
  data: T[]
  links?: { next?: string | null | undefined } | null | undefined
}>

/**
 * Lists that page by a query parameter; all other parameters are repeated, as some of the lists want.
 * @param after `next` of the page to go on behind; null: from the first page.
 */
export function list<T>(
  http: Http,
  what: string,
  call: Request,
  schema: Answers<T>,
  signal: AbortSignal,
  after: string | null = null,
): AsyncGenerator<Page<T>> {
  const readPage = (cursor: string | null) =>
    http.read({ ...call, query: { ...call.query, cursor } }, schema, signal)
  return walkPages(what, endpointOf(call), readPage, after)
}

/**
 * Searches, which want the identical body again with the cursor in it.
 * @param after `next` of the page to go on behind; null: from the first page.
 */
export function search<T>(
  http: Http,
  what: string,
  call: Request & { body: object },
  schema: Answers<T>,
  signal: AbortSignal,
  after: string | null = null,
): AsyncGenerator<Page<T>> {
  const readPage = (cursor: string | null) => {
    const body = cursor === null ? call.body : { ...call.body, cursor }
    return http.read({ ...call, body }, schema, signal)
  }
  return walkPages(what, endpointOf(call), readPage, after)
}
