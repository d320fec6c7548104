/** A fixed day, so that the same seed gives the same organization on every day. */
export const today = Date.parse('2026-11-20T09:00:00Z')
export const dayMs = 86_400_000

const known = new Map<number, string>()

/** That many days before today. Many thousands of accounts share the text of a day. */
export function daysAgo(days: number): string {
  const text = known.get(days) ?? new Date(today - days * dayMs).toISOString()
  known.set(days, text)
  return text
}
