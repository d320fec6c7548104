import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { root } from '../platform/paths.ts'
import { shadowSafeAdapter } from './shadow-safe-adapter.ts'

export const migrationsFolder = path.join(root, 'prisma/migrations')
export const lockFile = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' }

const schemaFolder = path.join(root, 'prisma/schema')
const filters = { externalTables: [], externalEnums: [] }

export interface SchemaEngine {
  /** Applies what is not applied yet and returns the names. */
  deploy: () => Promise<string[]>
  /** The SQL that leads from the migrations, replayed in a shadow database, to the schema files; null when they agree. */
  schemaChanges: () => Promise<string | null>
  /** What the database's record of migrations and the files disagree about, in sentences. */
  historyProblems: () => Promise<string[]>
}

/**
 * Prisma's own schema engine as WebAssembly, because the native one is a download. Open one per process, in a process
 * that ends afterwards: a second one breaks the first, and a timer of it keeps the process alive for ten seconds.
 */
export async function openSchemaEngine(databaseUrl: string): Promise<SchemaEngine> {
  loadEngine()
  const engine = await bindings.SchemaEngine.new(
    { datamodels: schemaFiles() },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(shadowSafeAdapter(databaseUrl)),
  )
  return {
    deploy: async () => {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: readMigrations(),
        filters,
      })
      return appliedMigrationNames
    },
    schemaChanges: async () => {
      const files = schemaFiles().map(([name, content]) => ({ path: name, content }))
      const { exitCode, stdout } = await engine.diff({
        from: { tag: 'migrations', ...readMigrations() },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: true,
        filters,
      })
      return exitCode === 2 ? (stdout ?? '') : null
    },
    historyProblems: async () =>
      sentences(
        await engine.diagnoseMigrationHistory({
          migrationsList: readMigrations(),
          optInToShadowDatabase: false,
          filters,
        }),
      ),
  }
}

function loadEngine(): void {
  const wasmFile = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm')
  // The engine expects this global; it writes the text of a panic there.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => process.stderr.write(`${text}\n`) },
  })
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasmFile)), {
    './schema_engine_bg.js': { ...bindings },
  })
  const { __wbindgen_start: begin } = instance.exports
  bindings.__wbg_set_wasm(instance.exports)
  if (typeof begin === 'function') begin()
}

function schemaFiles(): [string, string][] {
  const names = readdirSync(schemaFolder).filter((name) => name.endsWith('.prisma'))
  return names.toSorted().map((name) => [name, readFileSync(path.join(schemaFolder, name), 'utf8')])
}

function readMigrations(): bindings.MigrationList {
  const names = existsSync(migrationsFolder)
    ? readdirSync(migrationsFolder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [entry.name] : [],
      )
    : []
  return {
    baseDir: 'prisma/migrations',
    lockfile: lockFile,
    shadowDbInitScript: '',
    migrationDirectories: names.toSorted().map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok',
          value: readFileSync(path.join(migrationsFolder, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  }
}

function sentences(report: bindings.DiagnoseMigrationHistoryOutput): string[] {
  const { history, editedMigrationNames, failedMigrationNames } = report
  const lists: [string, string[]][] = [
    [
      'Not applied yet',
      history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [],
    ],
    [
      'Applied, but missing here',
      history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [],
    ],
    ['Changed after they were applied', editedMigrationNames],
    ['Begun, but failed', failedMigrationNames],
  ]
  return lists.flatMap(([what, names]) => (names.length > 0 ? [`${what}: ${names.join(', ')}.`] : []))
}
