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

/** A page of a list and the cursor of the one behind it; null: it was the last. */
export interface Page<T> {
  rows: T[]
  next: string | null
}

interface Answer<T> {
  data: T[]
  links?: { next?: string | null | undefined } | null | undefined
}

/**
 * Pages of one list until the vendor names no next one. Empty pages in between are normal.
 * @param what plural noun for the error: `users`.
 * @param after `next` of the page to go on behind, in this walk or an earlier one; null: from the first page.
 * @throws ConnectorError bad-response instead of a page whose next one was asked for already.
 */
export async function* walkPages<T>(
  what: string,
  endpoint: string,
  readPage: (cursor: string | null) => Promise<Answer<T>>,
  after: string | null = null,
): AsyncGenerator<Page<T>> {
  const asked = new Set<string>()
  for (let cursor = after; ;) {
    if (cursor !== null) asked.add(cursor)
    const { data, links }: Answer<T> = await readPage(cursor)
    const next = toCursor(links?.next)
    if (next !== null && asked.has(next)) throw repeatedCursor(what, endpoint)
    yield { rows: data, next }
    if (next === null) return
    cursor = next
  }
}

/** Asks for the next page before this one is worked on: the vendor prepares it meanwhile. One call at a time all the same. */
export async function* oneAhead<T>(pages: AsyncGenerator<T>): AsyncGenerator<T> {
  let coming = pages.next()
  try {
    for (;;) {
      const { value, done } = await coming
      if (done) return
      coming = pages.next()
      // A failure is thrown when its turn comes, behind the page that is there.
      coming.catch(() => undefined)
      yield value
    }
  } finally {
    await pages.return(undefined)
  }
}

/** All rows of a list that is known to be short. */
export async function collect<T>(pages: AsyncIterable<Page<T>>): Promise<T[]> {
  const all: T[] = []
  for await (const { rows } of pages) all.push(...rows)
  return all
}

/** The vendor handed out a cursor a second time. */
export function repeatedCursor(what: string, endpoint: string): ConnectorError {
  return new ConnectorError({
    kind: 'bad-response',
    message: `Atlassian's list of ${what} repeats itself, so it cannot be read to its end.`,
    vendor: { status: 200, code: null, title: null, detail: null, requestId: null, endpoint },
  })
}
