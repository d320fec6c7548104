import { mkdirSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import pg from 'pg'
import { Failure, printFailure } from '../platform/failure.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import { lockFile, migrationsFolder, openSchemaEngine } from './schema-engine.ts'

/** Any number, the same for every deploy: two at once take turns. */
const deployLock = 7_236_551_902

async function deploy(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [deployLock])
    const engine = await openSchemaEngine(databaseUrl)
    const applied = await engine.deploy()
    return applied.length === 0 ? 'Database schema up to date' : `Database migrated: ${applied.join(', ')}`
  } finally {
    await client.end()
  }
}

async function writeMigration(databaseUrl: string, name: string): Promise<string> {
  const engine = await openSchemaEngine(databaseUrl)
  const sql = await engine.schemaChanges()
  if (sql === null) return 'The migrations already lead to prisma/schema; nothing was written.'
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const folder = path.join(migrationsFolder, `${stamp}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'migration.sql'), sql)
  writeFileSync(path.join(migrationsFolder, lockFile.path), lockFile.content)
  return `Written: ${path.relative(process.cwd(), folder)}/migration.sql. Read it before you commit it.`
}

async function findDrift(databaseUrl: string, isLive: boolean): Promise<string> {
  const engine = await openSchemaEngine(databaseUrl)
  const problems = isLive ? await engine.historyProblems() : []
  const sql = await engine.schemaChanges()
  if (sql !== null)
    problems.push('prisma/schema says more than the migrations. `npm run migrate new <name>` writes:', sql)
  if (problems.length === 0) return 'No drift.'
  throw new Failure('The schema has drifted; what differs is above.', problems.join('\n').split('\n'))
}

/** What only compares files needs a PostgreSQL, but not yours. */
async function withDatabase<T>(work: (databaseUrl: string, isLive: boolean) => Promise<T>): Promise<T> {
  const given = process.env['DATABASE_URL']
  if (given) return work(given, true)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rolecall-migrate-'))
  chmodSync(folder, 0o711)
  const server = await startPostgres({
    directory: path.join(folder, 'postgres'),
    logFile: path.join(folder, 'postgres.log'),
    password: 'throwaway',
    database: 'rolecall',
    throwaway: true,
  })
  try {
    return await work(server.url, false)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run([command = 'deploy', name]: string[]): Promise<string> {
  if (command === 'deploy') {
    const databaseUrl = process.env['DATABASE_URL']
    if (databaseUrl) return deploy(databaseUrl)
    throw new Failure(
      'DATABASE_URL is not set. Set it to the database to migrate; `npm start` migrates its own by itself.',
    )
  }
  if (command === 'drift') return withDatabase(findDrift)
  if (command === 'new' && name && /^[a-z0-9_]+$/.test(name)) {
    return withDatabase((databaseUrl) => writeMigration(databaseUrl, name))
  }
  throw new Failure('Usage: npm run migrate [deploy | drift | new <name_of_lower_case_words>]')
}

try {
  process.stdout.write(`${await run(process.argv.slice(2))}\n`)
  // The engine's own timer would keep the process for ten seconds.
  process.exit(0)
} catch (error) {
  printFailure(error instanceof Failure ? error : new Failure(`Migration failed: ${messageOf(error)}`))
  process.exit(1)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
