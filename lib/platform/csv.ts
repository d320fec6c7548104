/** One line of a file of comma-separated values. */
export type Cells = readonly (string | number | null)[]

/**
 * Lines as RFC 4180 wants them. A cell that a spreadsheet would take for a formula is led by an apostrophe, for names come
 * from other systems.
 */
export function toCsv(lines: readonly Cells[]): string {
  return lines.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('')
}

function toCell(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
