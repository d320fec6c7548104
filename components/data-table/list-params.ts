/** Where a keyset page begins: the key before or after it, and the number of its first row for “51–100 of 240”. */
export const pageParams = ['after', 'before', 'from'] as const

/** The same list with other parameters; null takes one away. A list that changes begins at its first page. */
export function hrefWith(current: URLSearchParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(current)
  for (const name of pageParams) next.delete(name)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  return `?${next.toString()}`
}
