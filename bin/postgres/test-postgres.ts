import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { templateDatabase } from '#lib/platform/db/test-database.ts'
import { Failure } from '../platform/failure.ts'
import { generateClient } from '../migrations/generate-client.ts'
import { runTask } from '../platform/run-task.ts'
import { startPostgres } from './start-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the migrated database that each test file gets a copy of. */
    templateUrl: string
  }
}

/** One throwaway PostgreSQL for a run of the database tests, with one migrated database to copy. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await generateClient()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rolecall-test-'))
  chmodSync(folder, 0o711)
  try {
    return await startMigrated(project, folder)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function startMigrated(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const server = await startPostgres({
    directory: path.join(folder, 'postgres'),
    logFile: path.join(folder, 'postgres.log'),
    password: 'throwaway',
    database: templateDatabase,
    throwaway: true,
  })
  const env = { DATABASE_URL: server.url, ROLECALL_SECRET_KEY: Buffer.alloc(32).toString('base64') }
  for (const args of [['bin/migrations/migrate.ts', 'deploy'], ['bin/postgres/create-queues.ts']]) {
    const result = await runTask(args, env)
    if (result.code === 0) continue
    await server.stop()
    throw new Failure(`The test database was not prepared: ${result.output}`)
  }
  project.provide('templateUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
