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

export type Separator = ',' | ';' | '\t'

/** A line that was read; one with a quoted line end goes over several of the file. */
export interface CsvRow {
  /** Where it begins, counted from 1 as an editor does. */
  line: number
  cells: string[]
  /** Why it cannot be read as it stands; null when it can. */
  problem: string | null
}

/** A first line for Excel that says what separates the cells; it is none of them. */
const saidSeparator = /^\uFEFF?sep=([,;\t])(?:\r\n|\r|\n)/i

/** What `toCsv` has written, or a spreadsheet: empty lines are left out, the apostrophe before a formula is taken off. */
export function parseCsv(text: string, separator: Separator = ','): CsvRow[] {
  const rows: CsvRow[] = []
  const said = saidSeparator.exec(text)?.[0].length ?? 0
  let at = said || (text.startsWith('\uFEFF') ? 1 : 0)
  for (let line = said ? 2 : 1; at < text.length;) {
    const row = readRow(text, at, separator)
    if (row.cells.length > 1 || row.cells[0] !== '')
      rows.push({ line, cells: row.cells.map(withoutGuard), problem: row.problem })
    line += countLineEnds(text.slice(at, row.end))
    at = row.end
  }
  return rows
}

/** What separates the cells of the first line: spreadsheets of some countries write semicolons. */
export function findSeparator(text: string): Separator {
  const said = saidSeparator.exec(text)?.[1]
  if (said) return said as Separator // one of the three that the expression takes
  const [first = ''] = text.split(/[\r\n]/, 1)
  const bare = first.replaceAll(/"[^"]*"/g, '')
  const count = (separator: Separator) => bare.split(separator).length
  if (count(';') > count(',')) return ';'
  return count('\t') > count(',') ? '\t' : ','
}

function readRow(text: string, from: number, separator: Separator) {
  const cells: string[] = []
  let problem: string | null = null
  let at = from
  for (;;) {
    const quoted = text[at] === '"' ? readQuoted(text, at) : { value: '', end: at }
    if (!quoted) {
      cells.push(text.slice(at + 1))
      return { cells, end: text.length, problem: 'A quotation mark is opened and never closed.' }
    }
    let end = quoted.end
    while (end < text.length && text[end] !== separator && text[end] !== '\r' && text[end] !== '\n') end += 1
    const rest = text.slice(quoted.end, end)
    if (quoted.end > at && rest.trim() !== '') problem ??= 'There is text behind a closing quotation mark.'
    cells.push(quoted.value + rest)
    if (text[end] !== separator) return { cells, end: end + lineEndAt(text, end), problem }
    at = end + 1
  }
}

function readQuoted(text: string, from: number): { value: string; end: number } | null {
  let value = ''
  for (let at = from + 1; ;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return null
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1 }
    value += '"'
    at = quote + 2
  }
}

/** How many characters the line end takes that is there. */
function lineEndAt(text: string, at: number): number {
  if (text[at] === '\r') return text[at + 1] === '\n' ? 2 : 1
  return text[at] === '\n' ? 1 : 0
}

const countLineEnds = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0
const withoutGuard = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
