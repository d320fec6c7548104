import { z } from 'zod'
import { findSeparator, parseCsv, type CsvRow } from '#lib/platform/csv.ts'
import { AppDescription, AppName } from '../schema.ts'

/** A line of a file of apps, before it is known what is there already. */
export interface AppLine {
  line: number
  name: string
  description: string
  /** E-mails in lower case, each once. */
  owners: string[]
  problem: string | null
}

type Column = 'name' | 'description' | 'owners'

const headings: Record<string, Column | undefined> = {
  name: 'name',
  app: 'name',
  'app name': 'name',
  application: 'name',
  description: 'description',
  owner: 'owners',
  owners: 'owners',
  'owner e-mail': 'owners',
  'owner e-mails': 'owners',
  'owner email': 'owners',
  'owner emails': 'owners',
}
const inOrder: (Column | undefined)[] = ['name', 'description', 'owners']

const mostOwners = 20
const isEmail = (text: string) => z.email().safeParse(text).success

/**
 * The apps that a text of comma-separated values names. The first line may say which column is which; without it they are
 * name, description and owners.
 */
export function readAppFile(text: string): AppLine[] {
  const rows = parseCsv(text, findSeparator(text))
  const named = rows[0]?.cells.map((cell) => headings[cell.trim().toLowerCase()]) ?? []
  const hasHeading = named.includes('name')
  const columns = hasHeading ? named : inOrder
  const firstLines = new Map<string, number>()
  return rows.slice(hasHeading ? 1 : 0).map((row) => {
    const cell = (column: Column) => row.cells[columns.indexOf(column)]?.trim() ?? ''
    const line: AppLine = {
      line: row.line,
      name: cell('name'),
      description: cell('description'),
      owners: [
        ...new Set(
          cell('owners')
            .toLowerCase()
            .split(/[\s,;]+/)
            .filter(Boolean),
        ),
      ],
      problem: null,
    }
    const key = line.name.toLowerCase()
    const before = firstLines.get(key)
    if (before === undefined) firstLines.set(key, row.line)
    return { ...line, problem: findProblem(row, line, before) }
  })
}

function findProblem(row: CsvRow, { name, description, owners }: AppLine, before: number | undefined) {
  if (row.problem) return row.problem
  if (name === '') return 'The name is missing.'
  if ([name, description].some((text) => /[\0\uFFFD]/.test(text)))
    return 'It has characters that cannot be read. Save the file as CSV in UTF-8.'
  for (const parsed of [AppName.safeParse(name), AppDescription.safeParse(description)]) {
    if (!parsed.success) return parsed.error.issues[0]?.message ?? 'It cannot be stored.'
  }
  const wrong = owners.find((email) => !isEmail(email))
  if (wrong !== undefined) return `“${wrong}” is not an e-mail address.`
  if (owners.length > mostOwners) return `It has more than ${mostOwners} owners.`
  return before === undefined ? null : `Line ${before} has the same name.`
}
