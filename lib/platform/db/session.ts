import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { env } from '../env.ts'
import { log } from '../log.ts'
import { db } from './client.ts'
import type { Prisma } from './generated/client.ts'

/** What one column of a copied row may be. Objects become JSON, instants ISO text, lists of texts arrays. */
export type Copied = string | number | boolean | Date | readonly string[] | object | null

/**
 * One connection of one's own: for locks that last, for rows that are copied in, for statements that take long and may be
 * told to stop. It does not wait for the disk at a commit: what it loses in a crash of the server is the last half second,
 * so whatever must not be lost is decided through `transaction` of the client.
 */
export interface Session {
  /** Aborts when the connection is gone. */
  readonly lost: AbortSignal
  /** @returns the rows. */
  query<Row extends object>(statement: Prisma.Sql): Promise<Row[]>
  /** @returns how many rows it touched. */
  execute(statement: Prisma.Sql): Promise<number>
  /** Copies rows into a table, in the text of `toCopyText`; all of them or none. */
  copy(table: string, columns: readonly string[], texts: readonly Buffer[]): Promise<void>
  transaction<T>(work: () => Promise<T>): Promise<T>
  /** Has the server stop what the connection is doing; it fails. Never throws. */
  interrupt(): Promise<void>
  close(): Promise<void>
}

/** Half a minute after the other side has vanished without a word, the server frees what the connection held. */
const keepalives = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4'
const options = `${keepalives} -c synchronous_commit=off -c work_mem=128MB -c maintenance_work_mem=256MB -c jit=off`

/** Opens one. @throws Error when the database cannot be reached. */
export async function openSession(): Promise<Session> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true, options })
  const lost = new AbortController()
  const lose = (error?: Error) => lost.abort(error ?? new Error('The connection to the database has ended.'))
  client.on('error', lose)
  client.on('end', () => lose())
  await client.connect()
  const [backend] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows

  const run = (statement: Prisma.Sql) => client.query({ text: statement.text, values: statement.values })
  return {
    lost: lost.signal,
    query: async <Row extends object>(statement: Prisma.Sql): Promise<Row[]> => (await run(statement)).rows,
    execute: async (statement) => (await run(statement)).rowCount ?? 0,
    async copy(table, columns, texts) {
      const names = columns.map((name) => pg.escapeIdentifier(name)).join(', ')
      const stream = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`))
      for (const text of texts) stream.write(text)
      stream.end()
      await finished(stream)
    },
    async transaction(work) {
      await client.query('begin')
      try {
        const result = await work()
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch(() => undefined)
        throw error
      }
    },
    async interrupt() {
      try {
        await db().$queryRaw`select pg_cancel_backend(${backend?.pid}::int)`
      } catch (error) {
        log.warn({ err: error }, 'a statement could not be interrupted')
      }
    },
    async close() {
      await client.end().catch(() => undefined)
    },
  }
}

/** Whether the database has refused a row because there is one like it (PostgreSQL's manual, unique_violation). */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505'

/** Whether the database has ended a wait of two transactions for each other (PostgreSQL's manual, deadlock_detected). */
export const isDeadlock = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '40P01'

/** Whether a lock was not to be had within `lock_timeout` (PostgreSQL's manual, lock_not_available). */
export const isLockTimeout = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '55P03'

/** Rows in the text format of COPY (PostgreSQL's manual, COPY, File Formats). */
export function toCopyText(rows: readonly (readonly Copied[])[]): string {
  let text = ''
  for (const row of rows) {
    let separator = ''
    for (const value of row) {
      text += separator + toCopyValue(value)
      separator = '\t'
    }
    text += '\n'
  }
  return text
}

function toCopyValue(value: Copied): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (typeof value !== 'object') return String(value)
  if (value instanceof Date) return value.toISOString()
  return escaped(Array.isArray(value) ? toArrayText(value) : toStorableJson(value))
}

/** PostgreSQL's manual, Array Input and Output Syntax. */
function toArrayText(texts: readonly string[]): string {
  let list = ''
  for (const text of texts) {
    const quoted = /[\\"]/.test(text) ? text.replaceAll(/[\\"]/g, String.raw`\$&`) : text
    list += list === '' ? `"${quoted}"` : `,"${quoted}"`
  }
  return `{${list}}`
}

/** jsonb refuses null characters and halves of surrogate pairs, which JSON.stringify writes as escapes. Keys are ours. */
function toStorableJson(value: object): string {
  const json = JSON.stringify(value)
  if (!/\\u(?:0000|d[89a-f])/i.test(json)) return json
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'string' ? one.replaceAll('\0', '').toWellFormed() : one,
  )
}

/** PostgreSQL keeps no null character in a text; one that a vendor sends is left out. */
const special = /[\\\n\r\t\0]/
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '' }

function escaped(text: string): string {
  return special.test(text) ? text.replace(/[\\\n\r\t\0]/g, (found) => escapes[found] ?? '') : text
}
