import { z } from 'zod'

/** One page of a list in key order. */
export interface Page<T> {
  rows: T[]
  /** How many rows match in all. */
  total: number
  /** Opaque keys that continue after the last row and before the first; null where nothing follows. */
  after: string | null
  before: string | null
}

/** Where a page starts: after a key, before a key, or at the beginning. Comes from a URL. */
export const PageKey = z.object({
  after: z.string().max(1000).optional().catch(undefined),
  before: z.string().max(1000).optional().catch(undefined),
})
export type PageKey = z.infer<typeof PageKey>

export const pageSize = 50

/** Postgres takes no NUL in a text. */
const Text = z.string().refine((text) => !text.includes('\0'))
const Key = z.tuple([Text, z.uuid()])
const TimeKey = z.tuple([z.iso.datetime(), z.uuid()])
const NumberKey = z.tuple([z.string().regex(/^\d{1,18}$/), z.uuid()])
export type Key = z.infer<typeof Key>

const kinds = { text: Key, time: TimeKey, number: NumberKey }
type Kind = keyof typeof kinds

const encodeKey = (key: Key): string => Buffer.from(JSON.stringify(key)).toString('base64url')

function decodeKey(text: string | undefined, kind: Kind): Key | null {
  if (text === undefined) return null
  try {
    return kinds[kind].parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    return null // a key that somebody typed: the first page
  }
}

/**
 * The decoded key and the direction to walk from it.
 * @param kind what the list is sorted by; a key of another kind is none.
 */
export function toSeek(at: PageKey, kind: Kind = 'text'): { key: Key | null; backwards: boolean } {
  const before = decodeKey(at.before, kind)
  return before ? { key: before, backwards: true } : { key: decodeKey(at.after, kind), backwards: false }
}

/**
 * Makes a page of rows that were read in walking order, one more than fits.
 * @param keyOf the sort key of a row, as text.
 */
export function toPage<T>(
  read: readonly T[],
  total: number,
  seek: ReturnType<typeof toSeek>,
  keyOf: (row: T) => Key,
  size = pageSize,
): Page<T> {
  const more = read.length > size
  const kept = read.slice(0, size)
  const rows = seek.backwards ? kept.toReversed() : kept
  const [first] = rows
  const last = rows.at(-1)
  const hasAfter = seek.backwards ? seek.key !== null : more
  const hasBefore = seek.backwards ? more : seek.key !== null
  return {
    rows,
    total,
    after: last && hasAfter ? encodeKey(keyOf(last)) : null,
    before: first && hasBefore ? encodeKey(keyOf(first)) : null,
  }
}
