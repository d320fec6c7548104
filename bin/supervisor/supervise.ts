import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { Failure } from '../platform/failure.ts'
import { generateClient } from '../migrations/generate-client.ts'
import { packageCommand, root } from '../platform/paths.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import { step } from '../progress.mjs'
import { runTask } from '../platform/run-task.ts'
import { buildIfNeeded } from './build.ts'
import { childEnvironment, plainEnvironment, workerArguments } from './child-environment.ts'
import { type Member, newLogFile, type Role, startMember } from './crew.ts'
import { type DataFolder, keptSecret, openDataFolder, postgresDirectory } from './data-folder.ts'
import { waitUntilHealthy } from './health.ts'
import { beginLifecycle, type Lifecycle } from './lifecycle.ts'
import { checkOwnDatabase } from './own-database.ts'
import { checkPort } from './port.ts'
import { type SandboxAccess, startSandbox } from './sandbox.ts'
import { readSettings, type Settings } from './settings.ts'
import { stopTask } from './stop-task.ts'

export type Mode = 'start' | 'dev'

const healthTimeoutMs = 60_000

/** Starts all that Rolecall consists of, in order, and keeps it together until it is told to stop. */
export async function supervise(mode: Mode): Promise<void> {
  const lifecycle = beginLifecycle()
  process.on('uncaughtException', (error) => void lifecycle.fail(error))
  try {
    await startAll(mode, lifecycle)
  } catch (error) {
    await lifecycle.fail(error)
  }
}

async function startAll(mode: Mode, lifecycle: Lifecycle): Promise<void> {
  const settings = readSettings(process.env, process.cwd())
  const folder = await openDataFolder(settings.dataDir)
  lifecycle.add({ stop: folder.release })
  await claimPort(settings, folder, lifecycle)
  const base = plainEnvironment(mode)
  const databaseUrl = settings.databaseUrl
    ? await useOwnDatabase(settings.databaseUrl)
    : await startEmbeddedDatabase(folder, lifecycle)
  const secretKey = settings.secretKey ?? keptSecret(folder.path, 'secret-key', 'base64')
  const env = childEnvironment(base, settings, { databaseUrl, secretKey, sandbox: null })
  await prepareDatabase(env, settings, lifecycle)
  if (mode === 'start') await step('Building', () => buildIfNeeded((child) => lifecycle.add(stopTask(child))))
  const needsSandbox = settings.databaseUrl === null && settings.atlassianApiUrl === null
  const sandbox = needsSandbox ? await openSandbox(folder, base, lifecycle) : null
  await startServers(
    mode,
    settings,
    folder,
    childEnvironment(base, settings, { databaseUrl, secretKey, sandbox }),
    lifecycle,
  )
  process.stdout.write(`Rolecall is ready at ${settings.url}\n`)
}

/** A run that was killed could not take its mark away; its web server may need a moment to let the port go. */
async function claimPort(settings: Settings, folder: DataFolder, lifecycle: Lifecycle): Promise<void> {
  const mark = path.join(folder.path, 'running')
  await checkPort(settings.host, settings.port, existsSync(mark) ? 5000 : 0)
  writeFileSync(mark, `${process.pid}\n`)
  lifecycle.add({ stop: () => rmSync(mark, { force: true }) })
}

async function useOwnDatabase(databaseUrl: string): Promise<string> {
  await step('Reaching the database', async () => `PostgreSQL ${await checkOwnDatabase(databaseUrl)}`)
  return databaseUrl
}

async function startEmbeddedDatabase(folder: DataFolder, lifecycle: Lifecycle): Promise<string> {
  const directory = postgresDirectory(folder.path)
  const isNew = !existsSync(directory)
  if (!isNew && !existsSync(path.join(folder.path, 'postgres-password'))) {
    throw new Failure(
      `The data folder ${folder.path} has a database, but the file postgres-password is missing. ` +
        'Restore the folder as a whole, or set ROLECALL_DATA_DIR to an empty folder.',
    )
  }
  let url = ''
  await step('Starting PostgreSQL', async () => {
    const server = await startPostgres({
      directory,
      logFile: newLogFile(folder.logs, 'postgres'),
      password: keptSecret(folder.path, 'postgres-password', 'base64url'),
      database: 'rolecall',
    })
    lifecycle.add(server)
    void server.ended.then(() =>
      lifecycle.fail(
        new Failure(`PostgreSQL ended unexpectedly. See ${path.join(folder.logs, 'postgres.log')}.`),
      ),
    )
    url = server.url
    return `PostgreSQL ${server.version} (embedded)`
  })
  return url
}

async function prepareDatabase(
  env: NodeJS.ProcessEnv,
  settings: Settings,
  lifecycle: Lifecycle,
): Promise<void> {
  await generateClient()
  // In a process of its own: see bin/migrations/schema-engine.ts.
  await step('Migrating the database', async () => {
    const output = await runOrFail(
      ['bin/migrations/migrate.ts', 'deploy'],
      env,
      'The database was not migrated.',
      lifecycle,
    )
    return output.trim()
  })
  const script = 'bin/create-first-admin.ts'
  if (!settings.hasFirstAdmin || !existsSync(path.join(root, script))) return
  await step('Creating the first administrator', async () => {
    const { ROLECALL_ADMIN_EMAIL: email, ROLECALL_ADMIN_PASSWORD: password } = process.env
    const admin = { ...env, ROLECALL_ADMIN_EMAIL: email, ROLECALL_ADMIN_PASSWORD: password }
    await runOrFail([script], admin, 'The first administrator was not created.', lifecycle)
    return `First administrator ${email}`
  })
}

async function runOrFail(
  args: string[],
  env: NodeJS.ProcessEnv,
  sentence: string,
  lifecycle: Lifecycle,
): Promise<string> {
  const result = await runTask(args, env, (child) => lifecycle.add(stopTask(child, 'wait')))
  if (result.code !== 0) throw new Failure(`${sentence} The reason is above.`, result.lastLines)
  return result.output
}

async function openSandbox(
  folder: DataFolder,
  base: NodeJS.ProcessEnv,
  lifecycle: Lifecycle,
): Promise<SandboxAccess> {
  const { member, ready } = startSandbox(folder, base)
  watch(member, lifecycle)
  let access: SandboxAccess | undefined
  await step('Starting the Atlassian sandbox', async () => {
    access = await ready
    return 'Atlassian sandbox'
  })
  if (!access) throw new Failure('The Atlassian sandbox did not start.')
  return access
}

async function startServers(
  mode: Mode,
  settings: Settings,
  folder: DataFolder,
  env: NodeJS.ProcessEnv,
  lifecycle: Lifecycle,
): Promise<void> {
  const next = [packageCommand('next'), mode, '-p', String(settings.port), '-H', settings.host]
  const scripts: [Role, string[]][] = [
    ['worker', [...workerArguments, 'lib/worker/main.ts']],
    ['web', next],
  ]
  const members = scripts.map(([role, args]) => {
    const member = startMember({ role, args, env, logs: folder.logs, echo: mode === 'dev' })
    watch(member, lifecycle)
    return member
  })
  await step('Starting web and worker', async () => {
    const answer = await waitUntilHealthy(settings.host, settings.port, healthTimeoutMs)
    if (answer === null) return 'Web and worker'
    const details = members.flatMap((member) => member.lastLines().slice(-8))
    throw new Failure(
      `Rolecall was not healthy after ${healthTimeoutMs / 1000} s; /api/health says: ${answer}. The logs are in ${folder.logs}.`,
      details,
    )
  })
}

function watch(member: Member, lifecycle: Lifecycle): void {
  lifecycle.add(member)
  void member.ended.then((how) =>
    lifecycle.fail(
      new Failure(
        `The ${member.role} ended unexpectedly (${how}). Its log is ${member.logFile}.`,
        member.lastLines(),
      ),
    ),
  )
}
