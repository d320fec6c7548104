import { refusals } from './replies.ts'

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

/** One page of rows that are in order of position. @throws Refusal for a cursor that this list never gave out. */
export function cutPage<T extends Positioned>(rows: readonly T[], request: PageRequest): Page<T> {
  const after = request.cursor === null ? 0 : readCursor(request.cursor, request.filter)
  const from = firstAfter(rows, after)
  const page = rows.slice(from, from + request.limit)
  const last = page.at(-1)
  const more = from + request.limit < rows.length
  return { rows: page, next: more && last ? writeCursor(last.position, request.filter) : null }
}

/** Index of the first row behind the position, by halving. */
function firstAfter(rows: readonly Positioned[], position: number): number {
  let from = 0
  let to = rows.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((rows[middle]?.position ?? 0) <= position) from = middle + 1
    else to = middle
  }
  return from
}

export function writeCursor(position: number, filter: string): string {
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
