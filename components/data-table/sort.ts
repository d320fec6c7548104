export interface Sort {
  column: string
  direction: 'asc' | 'desc'
}

/** Reads `?sort=name` or `?sort=-name`; what is not among the allowed columns becomes the fallback. */
export function parseSort(
  value: string | string[] | undefined,
  allowed: readonly string[],
  fallback: Sort,
): Sort {
  if (typeof value !== 'string') return fallback
  const column = value.replace(/^-/, '')
  if (!allowed.includes(column)) return fallback
  return { column, direction: value.startsWith('-') ? 'desc' : 'asc' }
}

export const formatSort = ({ column, direction }: Sort): string =>
  direction === 'desc' ? `-${column}` : column
