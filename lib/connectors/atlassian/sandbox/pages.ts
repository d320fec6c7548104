import { isRecord, refusals } from './replies.ts'

interface Positioned {
  position: number
}

export interface PageRequest {
  cursor: string | null
  limit: number
  /** What the list is filtered by: a cursor is good for the same filter only. */
  filter: string
}

export interface Page<T> {
  rows: T[]
  next: string | null
}

/** A list of which only the rows of a page are looked for. */
export interface Rows<T> {
  /** In order of position. */
  after(position: number): Iterable<T>
}

/**
 * One page of rows that are in order of position. A cursor stands behind a position that is never given out again, so a row
 * that is there during a whole walk comes exactly once, whatever is added or removed meanwhile.
 * @throws Refusal for a cursor that this list never gave out.
 */
export function cutPage<T extends Positioned>(rows: readonly T[] | Rows<T>, request: PageRequest): Page<T> {
  const position = request.cursor === null ? 0 : readCursor(request.cursor, request.filter)
  const following = 'after' in rows ? rows.after(position) : rows.slice(firstAfter(rows, position))
  const page: T[] = []
  for (const row of following) {
    const last = page.at(-1)
    if (page.length === request.limit && last) {
      return { rows: page, next: writeCursor(last.position, request.filter) }
    }
    page.push(row)
  }
  return { rows: page, next: null }
}

/** A page of a list in another order: its cursors count places instead of positions. */
export function sortedPage<T>(
  rows: readonly T[],
  direction: 'asc' | 'desc',
  by: (row: T) => string,
  request: PageRequest,
): Page<T> {
  const sign = direction === 'asc' ? 1 : -1
  const sorted = rows.toSorted((a, b) => sign * by(a).localeCompare(by(b), 'en'))
  const page = cutPage(
    sorted.map((row, index) => ({ row, position: index + 1 })),
    request,
  )
  return { rows: page.rows.map(({ row }) => row), next: page.next }
}

/** The direction of `sortBy`, which has one entry for one field; null without it. @throws Refusal 400. */
export function readSort(value: unknown, field: string): 'asc' | 'desc' | null {
  if (value === undefined || value === null) return null
  const [only, ...more] = Array.isArray(value) ? value : []
  const direction: unknown = isRecord(only) ? only['direction'] : null
  const known = isRecord(only) && only['field'] === field && more.length === 0
  if (known && (direction === 'asc' || direction === 'desc')) return direction
  throw refusals.badRequest(`sortBy must be one entry for ${field}, asc or desc`)
}

/** Index of the first row behind the position, by halving. */
export function firstAfter(rows: readonly Positioned[], position: number): number {
  let from = 0
  let to = rows.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((rows[middle]?.position ?? 0) <= position) from = middle + 1
    else to = middle
  }
  return from
}

function writeCursor(position: number, filter: string): string {
  return Buffer.from(`${position}.${hash(filter)}`).toString('base64url')
}

function readCursor(cursor: string, filter: string): number {
  const [position = '', check = ''] = Buffer.from(cursor, 'base64url').toString().split('.')
  if (!/^\d+$/.test(position) || check !== hash(filter)) throw refusals.badCursor()
  return Number(position)
}

function hash(text: string): string {
  let value = 5381
  for (const character of text) value = (Math.imul(value, 33) ^ (character.codePointAt(0) ?? 0)) >>> 0
  return value.toString(36)
}
