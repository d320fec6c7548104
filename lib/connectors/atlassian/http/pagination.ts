import { ConnectorError } from '../../errors.ts'

/**
 * The cursor in `links.next`, which Atlassian writes as a bare cursor (v2, searches) or as a URL with a `cursor`
 * parameter (v1, workspaces). The URL itself is never called, so a link cannot lead the token elsewhere. Null at the
 * end of a list: absent and null both occur (measured by public clients).
 */
export function toCursor(next: string | null | undefined): string | null {
  if (next === null || next === undefined || next === '') return null
  if (!/^https?:\/\/|^[/?]/i.test(next)) return next
  const query = next.indexOf('?')
  const cursor = query < 0 ? null : new URLSearchParams(next.slice(query + 1)).get('cursor')
  // A link without a cursor names no next page that could be asked for; keeping it whole makes the vendor refuse it.
  return cursor ?? next
}

interface Page<T> {
  data: T[]
  links?: { next?: string | null | undefined } | null | undefined
}

/**
 * Pages of one list until the vendor names no next one. Empty pages in between are normal.
 * @param what plural noun for the error: `users`.
 * @throws ConnectorError bad-response when the vendor hands out a cursor a second time.
 */
export async function* walkPages<T>(
  what: string,
  endpoint: string,
  readPage: (cursor: string | null) => Promise<Page<T>>,
): AsyncGenerator<T[]> {
  const seen = new Set<string>()
  for (let cursor: string | null = null; ;) {
    const page: Page<T> = await readPage(cursor)
    yield page.data
    cursor = toCursor(page.links?.next)
    if (cursor === null) return
    if (seen.has(cursor)) throw repeatedCursor(what, endpoint)
    seen.add(cursor)
  }
}

/** All rows of a list that is known to be short. */
export async function collect<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const rows: T[] = []
  for await (const page of pages) rows.push(...page)
  return rows
}

/** The vendor handed out a cursor a second time. */
export function repeatedCursor(what: string, endpoint: string): ConnectorError {
  return new ConnectorError({
    kind: 'bad-response',
    message: `Atlassian's list of ${what} repeats itself, so it cannot be read to its end.`,
    vendor: { status: 200, code: null, title: null, detail: null, requestId: null, endpoint },
  })
}
