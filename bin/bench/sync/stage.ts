import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SyncRun } from '#lib/platform/db/generated/client.ts'
import { node, root } from '../../platform/paths.ts'
import { runTask } from '../../platform/run-task.ts'
import { startPostgres } from '../../postgres/start-postgres.ts'
import { workerArguments } from '../../supervisor/child-environment.ts'
import { startVendor, type Vendor } from './vendor.ts'

/** A PostgreSQL that writes as safely as in production, an organization, and the product's worker between them. */
export interface Stage {
  vendor: Vendor
  databaseUrl: string
  /** Connects the organization and syncs it for the first time. */
  connect(): Promise<SyncRun>
  /** Syncs it once more. */
  sync(): Promise<SyncRun>
  /** From here on each page that is touched is written to the WAL as a whole, once. */
  checkpoint(): Promise<void>
  /** Bytes of WAL written so far. */
  wal(): Promise<number>
  /** Most memory that the worker has had, in MB. */
  workerPeakMb(): Promise<number>
}

/** Sets a stage up for some work and takes it down again. */
export async function withStage<T>(
  size: { accounts: number; groups: number; sites: number },
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rolecall-bench-'))
  chmodSync(folder, 0o711)
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  try {
    const server = await startPostgres({
      directory: path.join(folder, 'postgres'),
      logFile: path.join(folder, 'postgres.log'),
      password: 'throwaway',
      database: 'rolecall',
      settings: leftToItself,
    })
    ends.push(() => server.stop())
    const vendor = await startVendor(size.accounts, size.groups, size.sites)
    ends.push(() => vendor.stop())
    Object.assign(process.env, {
      DATABASE_URL: server.url,
      ROLECALL_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      ATLASSIAN_API_URL: vendor.baseUrl,
      LOG_LEVEL: 'warn',
    })
    for (const args of [['bin/migrations/migrate.ts', 'deploy'], ['bin/postgres/create-queues.ts']]) {
      const done = await runTask(args)
      if (done.code !== 0) throw new Error(done.output)
    }
    const worker = spawn(node, [...workerArguments, path.join(root, 'bin/bench/sync/worker.ts')], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    ends.push(() => stopWorker(worker))
    const product = await openProduct(vendor)
    ends.push(() => product.close())
    return await work({ ...product, vendor, databaseUrl: server.url, workerPeakMb: () => askPeak(worker) })
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}

/**
 * What the database does by its own clock is no part of a sync: no checkpoint falls into what is measured, after which every
 * page that is touched is written to the WAL as a whole, and no autovacuum.
 */
const leftToItself = { checkpoint_timeout: '1h', max_wal_size: '32GB', autovacuum: 'off' }

async function stopWorker(worker: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  worker.kill('SIGTERM')
  await ended
}

function askPeak(worker: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    worker.once('message', (message: { peakRssMb: number }) => resolve(message.peakRssMb))
    worker.send('peak')
  })
}

/** The product's own verbs, loaded once the environment says which database. */
async function openProduct(vendor: Vendor) {
  const { db, closeDb } = await import('#lib/platform/db/client.ts')
  const { closeQueue } = await import('#lib/jobs/enqueue.ts')
  const { connect } = await import('./connect.ts')
  const { startSync } = await import('#lib/sync/start-sync.ts')
  const user = await db().user.create({
    data: {
      name: 'Ada Lovelace',
      email: 'ada.lovelace@acme.example',
      status: 'active',
      roles: { create: [{ role: 'super_administrator' }] },
    },
  })
  const actor = {
    userId: user.id,
    name: user.name,
    email: user.email,
    roles: ['super_administrator' as const],
    ownedAppIds: [],
    ownedConnectorIds: [],
    ownedDraftIds: [],
  }
  let connectorId = ''

  return {
    async connect() {
      const created = await connect(actor, vendor)
      connectorId = created.connectorId
      return untilFinished(created.runId)
    },
    async sync() {
      return untilFinished((await startSync(actor, { connectorId })).runId)
    },
    async checkpoint() {
      await db().$executeRaw`checkpoint`
    },
    async wal() {
      const [at] = await db().$queryRaw<
        [{ bytes: number }]
      >`select (pg_current_wal_insert_lsn() - '0/0')::float8 as bytes`
      return at.bytes
    },
    async close() {
      await closeQueue()
      await closeDb()
    },
  }
}

async function untilFinished(runId: string): Promise<SyncRun> {
  const { db } = await import('#lib/platform/db/client.ts')
  for (;;) {
    const run = await db().syncRun.findUniqueOrThrow({ where: { id: runId } })
    if (run.finishedAt) {
      if (run.status !== 'succeeded') throw new Error(`A sync ${run.status}: ${run.errorMessage}`)
      await untilTidy(runId)
      return run
    }
    await sleep(100)
  }
}

/** The job of a run has a little to do behind its end. */
async function untilTidy(runId: string): Promise<void> {
  const { db } = await import('#lib/platform/db/client.ts')
  for (;;) {
    const open = await db().$queryRaw<unknown[]>`
      select 1 from pgboss.job where name = 'run-sync' and data->>'runId' = ${runId} and state < 'completed'`
    if (open.length === 0) return
    await sleep(100)
  }
}
