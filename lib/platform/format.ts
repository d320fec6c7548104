/** Dates, counts and names as people read them. Pure: the caller gives the clock. */

export type Instant = Date | string | number

const locale = 'en'
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

// the largest unit that has begun; months and years as mean lengths
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365.2425 * day],
  ['month', 30.436875 * day],
  ['week', 7 * day],
  ['day', day],
  ['hour', hour],
  ['minute', minute],
]

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
const count = new Intl.NumberFormat(locale)

const toDate = (at: Instant): Date => (at instanceof Date ? at : new Date(at))

/** “12 min ago”, “in 3 days”, “just now”; without the full stops of abbreviations, for it stands in sentences too. */
export function formatRelative(at: Instant, now: Instant): string {
  const difference = toDate(at).getTime() - toDate(now).getTime()
  const size = Math.abs(difference)
  if (Number.isNaN(size)) return ''
  // another clock may be a little ahead, and that of a page ticks every 15 s: what has just happened is not in the future
  if (size < 45 * second) return difference > 16 * second ? 'in a moment' : 'just now'
  for (const [unit, length] of units) {
    if (size >= length) return inWords(Math.trunc(difference / length), unit)
  }
  return inWords(difference > 0 ? 1 : -1, 'minute')
}

const inWords = (value: number, unit: Intl.RelativeTimeFormatUnit): string =>
  relative.format(value, unit).replaceAll('.', '')

export interface AbsoluteFormat {
  /** IANA zone; UTC unless told, so that server and browser agree. */
  timeZone?: string
  /** `date` leaves out the time, `short` the year and the zone; `clock` is the time alone, with seconds. */
  style?: 'full' | 'short' | 'date' | 'clock'
}

/** “23 Nov 2026, 17:54 UTC”. */
export function formatAbsolute(
  at: Instant,
  { timeZone = 'UTC', style = 'full' }: AbsoluteFormat = {},
): string {
  const date = toDate(at)
  if (Number.isNaN(date.getTime())) return ''
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...(style !== 'clock' && { day: 'numeric', month: 'short' }),
    ...((style === 'full' || style === 'date') && { year: 'numeric' }),
    ...(style !== 'date' && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    ...(style === 'clock' && { second: '2-digit' }),
    ...(style === 'full' && { timeZoneName: 'short' }),
  }).format(date)
}

/** “1,234”. */
export function formatCount(value: number): string {
  return count.format(value)
}

/** “1 account”, “1,234 accounts”, “2 entries”. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`
}

/** “1 grant held by accounts”, “2 grants held by accounts”: of words whose first plural is what is counted. */
export function countOf(value: number, many: string): string {
  return plural(value, many.replace(/s\b/, ''), many)
}

/** At most two letters that stand for a name: “Ada Lovelace” → “AL”, “ada@example.com” → “A”. */
export function initials(name: string): string {
  const words = (name.split('@')[0] ?? '').split(/[\s._-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const first = [...(words[0] ?? '')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase(locale)
}

/** “340 ms”, “4.2 s”, “3 min 5 s”, “2 h 10 min”, “4 d 2 h”. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return ''
  if (ms < second) return `${Math.round(ms)} ms`
  if (ms < 10 * second) return `${Math.floor(ms / 100) / 10} s`
  if (ms < minute) return `${Math.floor(ms / second)} s`
  if (ms < hour) return pair(ms, minute, 'min', second, 's')
  if (ms < day) return pair(ms, hour, 'h', minute, 'min')
  return pair(ms, day, 'd', hour, 'h')
}

function pair(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small)
  const head = `${formatCount(Math.floor(ms / large))} ${largeName}`
  return rest === 0 ? head : `${head} ${rest} ${smallName}`
}

/**
 * Whether somebody has typed a name to confirm. Spaces count as they are seen: none at the ends, several as one; a letter
 * with its accent is the same in one character and in two.
 */
export const isTyped = (typed: string, name: string): boolean => toSeen(typed) === toSeen(name)

const toSeen = (text: string): string => text.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
