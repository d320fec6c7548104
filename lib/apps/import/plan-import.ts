import type { Tx } from '#lib/platform/db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { formatCount } from '#lib/platform/format.ts'
import { AppFile } from '../schema.ts'
import type { ImportRow } from '../types.ts'
import { readAppFile } from './read-app-file.ts'

const mostRows = 5000

export interface ImportPlan {
  rows: ImportRow[]
  /** E-mails of owners who have no user yet. */
  strangers: string[]
}

/**
 * What would become of every line of a file of apps: new, known by its name, or broken.
 * @throws AppError invalid at `text` for a file that is empty or too large.
 */
export async function planImport(tx: Tx, raw: AppFile): Promise<ImportPlan> {
  const { text } = AppFile.parse(raw)
  const lines = readAppFile(text)
  if (lines.length === 0) throw refuse('There is no line with an app in it.')
  if (lines.length > mostRows) {
    throw refuse(
      `There are ${formatCount(lines.length)} lines; ${formatCount(mostRows)} is the most. Split the file.`,
    )
  }
  const sound = lines.filter(({ problem }) => problem === null)
  const known = await findKnownNames(
    tx,
    sound.map(({ name }) => name),
  )
  const emails = [...new Set(sound.flatMap(({ owners }) => owners))]
  const people = await tx.user.findMany({ where: { email: { in: emails } } })
  const disabled = new Set(people.flatMap(({ email, status }) => (status === 'disabled' ? [email] : [])))
  const rows = lines.map(({ problem, ...line }): ImportRow => {
    const gone = line.owners.find((email) => disabled.has(email))
    const reason = problem ?? (gone ? `${gone} cannot sign in any more and cannot own an app.` : null)
    if (reason) return { ...line, verdict: 'broken', reason }
    return { ...line, verdict: known.has(line.name) ? 'known' : 'new', reason: null }
  })
  const wanted = new Set(rows.flatMap(({ verdict, owners }) => (verdict === 'new' ? owners : [])))
  for (const { email } of people) wanted.delete(email)
  return { rows, strangers: [...wanted] }
}

const refuse = (message: string) => new AppError('invalid', message, { text: message })

async function findKnownNames(tx: Tx, names: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select n.name from unnest(${names}::text[]) as n(name)
    where lower(n.name) in (select lower("displayName") from "App" where "deletedAt" is null)`
  return new Set(rows.map(({ name }) => name))
}
