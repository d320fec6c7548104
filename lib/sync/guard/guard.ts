import { formatCount } from '#lib/platform/format.ts'

/** One kind of thing that a complete phase covers, and what would become of it. */
export interface KindCount {
  /** Plural, for the sentence: `groups`. */
  kind: string
  /** How many are current. */
  known: number
  /** How many were read now, each once. */
  read: number
  /** How many would end. */
  ends: number
  /** How many there are by the vendor's own count; null when it has none. */
  counted: number | null
  /** A list of its own that is never empty where something was; grants are many lists, of which one may be. */
  isList: boolean
  limit: Limit
}

/** Removals are held when they pass both. */
export interface Limit {
  /** Share of what is known. */
  percent: number
  objects: number
}

export const defaultLimit: Limit = { percent: 10, objects: 20 }

const passes = (missing: number, of: number, { percent, objects }: Limit): boolean =>
  missing > objects && missing * 100 > of * percent

/** Whether the vendor's list and its own count differ by more than people who come and go meanwhile. */
export const endsEarly = ({ read, counted }: KindCount): boolean =>
  counted !== null && passes(counted - read, counted, defaultLimit)

/** The list is short by what would be removed: it was cut, whatever the limit allows. */
function isCut(count: KindCount): boolean {
  const { read, ends, counted } = count
  if (counted === null || ends === 0) return false
  const short = counted - read
  if (short > 2 && ends >= short) return true
  return endsEarly(count) && passes(ends, count.known, defaultLimit)
}

/**
 * The brake on removal.
 * @returns a sentence about the first kind whose removals a person should look at; null when all is believable.
 */
export function findDoubt(counts: readonly KindCount[]): string | null {
  for (const count of counts) {
    const { kind, known, read, ends, counted, isList, limit } = count
    if (read === 0 && ends > 0 && (isList || known > 1)) {
      return `The list of ${kind} came back empty although ${formatCount(known)} were known.`
    }
    if (isCut(count)) {
      return `The list of ${kind} ended after ${formatCount(read)} although ${formatCount(counted ?? 0)} are counted and ${formatCount(known)} were known.`
    }
    if (passes(ends, known, limit)) {
      return `${formatCount(ends)} of ${formatCount(known)} ${kind} would be removed, more than ${limit.percent} % and more than ${formatCount(limit.objects)}.`
    }
  }
  return null
}
