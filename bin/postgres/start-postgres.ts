import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Failure } from '../platform/failure.ts'
import { findFreePort } from '../platform/free-port.ts'
import { node } from '../platform/paths.ts'
import { type Account, postgresAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { createCluster } from './create-cluster.ts'
import { stopLeftoverServer } from './leftover.ts'

export interface PostgresOptions {
  /** The cluster; made when it does not exist. */
  directory: string
  /** Where the server's own messages go. */
  logFile: string
  password: string
  /** Created when it does not exist. */
  database: string
  /** For tests: nothing is written safely, and it starts and stops faster. */
  throwaway?: boolean
  /** Of the server, in place of ours: for measuring. */
  settings?: Record<string, string>
}

export interface RunningPostgres {
  url: string
  /** As in "18.4". */
  version: string
  /** Resolves when the server has ended, whoever ended it. */
  ended: Promise<void>
  /** Ends the server; resolves when its data is written. */
  stop: () => Promise<void>
}

const patienceMs = 60_000

/**
 * Starts the packaged PostgreSQL on a free port of the loopback interface. Its binaries are run directly: the package's
 * own wrapper stops the server before its clients, creates system users and hides why a start failed.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { directory, password, database } = options
  const account = postgresAccount()
  const { postgres, initdb } = findBinaries(account.uid !== undefined)
  if (existsSync(path.join(directory, 'PG_VERSION'))) await stopLeftoverServer(directory)
  else await createCluster(initdb, account, options)
  const port = await findFreePort()
  const keeper = startKeeper(account, [postgres, ...serverArguments(options, port)], options.logFile)
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()))
  const stop = async () => {
    keeper.kill('SIGTERM')
    await ended
    // Nothing is left, unless the keeper itself was killed.
    await stopLeftoverServer(directory)
  }
  const base = `postgres://postgres:${password}@127.0.0.1:${port}`
  try {
    const version = await openDatabase(keeper, base, options)
    return { url: `${base}/${database}`, version, ended, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function serverArguments(
  { directory, throwaway, settings: others }: PostgresOptions,
  port: number,
): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: `${sharedBuffersMb(throwaway ? 0 : os.totalmem())}MB`,
    work_mem: '32MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    wal_compression: 'pglz',
    random_page_cost: '1.1',
    ...(throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...others,
  }
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', directory, '-p', String(port), ...pairs]
}

/** A sixteenth of the machine's memory, within bounds: a first sync of a large organization fills half a gigabyte. */
const sharedBuffersMb = (memoryBytes: number): number =>
  Math.min(1024, Math.max(128, Math.round(memoryBytes / 16 / 2 ** 20)))

function startKeeper(account: Account, command: string[], logFile: string): ChildProcess {
  const log = openSync(logFile, 'a', 0o600)
  const script = path.join(import.meta.dirname, 'keeper.ts')
  const keeper = spawn(node, [script, JSON.stringify(account), ...command], {
    detached: process.platform !== 'win32',
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  return keeper
}

/** Waits until the server answers and makes the database. Returns the server's version. */
async function openDatabase(keeper: ChildProcess, base: string, options: PostgresOptions): Promise<string> {
  const client = await connectWhenReady(keeper, `${base}/postgres`, options)
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [options.database])
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(options.database)}`)
    const version = await client.query<{ server_version: string }>('show server_version')
    return version.rows[0]?.server_version ?? ''
  } finally {
    await client.end()
  }
}

async function connectWhenReady(
  keeper: ChildProcess,
  url: string,
  options: PostgresOptions,
): Promise<pg.Client> {
  for (const end = Date.now() + patienceMs; ; await sleep(30)) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
    // A lost connection without a listener ends the process.
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      if (error instanceof pg.DatabaseError && error.code === '28P01') throw wrongPassword(options)
      if (keeper.exitCode !== null) throw notStarted('ended at once', options)
      if (Date.now() > end) throw notStarted(`did not answer within ${patienceMs / 1000} s`, options)
    }
  }
}

function wrongPassword({ directory }: PostgresOptions): Failure {
  return new Failure(
    `The stored password does not open the embedded PostgreSQL in ${directory}. ` +
      'Restore the data folder as a whole, or set ROLECALL_DATA_DIR to an empty folder.',
  )
}

function notStarted(what: string, { logFile }: PostgresOptions): Failure {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-10)
  return new Failure(`The embedded PostgreSQL ${what}. Its messages are above and in ${logFile}.`, lines)
}
