import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findFreePort } from '../bin/platform/free-port.ts'

const root = path.resolve(import.meta.dirname, '..')
const startTimeoutMs = 180_000
const ourSettings =
  /^(?:PORT|DATABASE_URL|LOG_LEVEL|NODE_ENV|NODE_OPTIONS|FORCE_COLOR|ROLECALL_.*|SMTP_URL|MAIL_FROM|ATLASSIAN_.*|AUTH_.*)$/

export interface ProductOptions {
  /** Settings on top of a free port and a fresh data folder. */
  env?: Record<string, string>
  /** A data folder from an earlier start; it is kept at `stop`. */
  dataDir?: string
}

export interface Product {
  url: string
  port: number
  dataDir: string
  /** The supervisor. */
  process: ChildProcess
  /** All it has printed so far. */
  output: () => string
  /** Presses Ctrl-C; resolves with the exit code when everything has ended. */
  stop: () => Promise<number | null>
}

/** Starts Rolecall as `npm start` does, with an empty data folder, and waits until it says that it is ready. */
export async function startProduct({ env = {}, dataDir }: ProductOptions = {}): Promise<Product> {
  const folder = dataDir ?? makeDataFolder()
  const port = await findFreePort()
  const { child, output, ended } = launch({ PORT: String(port), ROLECALL_DATA_DIR: folder, ...env })
  const stop = async () => {
    child.kill('SIGINT')
    const code = await ended
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true })
    return code
  }
  const ready = new Promise<string>((resolve) => {
    const look = () => {
      const url = /^Rolecall is ready at (\S+)$/m.exec(output())?.[1]
      if (url) resolve(url)
    }
    child.stdout?.on('data', look)
  })
  const timer = setTimeout(() => child.kill('SIGTERM'), startTimeoutMs)
  const url = await Promise.race([ready, ended.then(() => null)])
  clearTimeout(timer)
  if (url === null) throw new Error(`Rolecall did not start:\n${output()}`)
  return { url, port, dataDir: folder, process: child, output, stop }
}

/** Runs `npm start` where it is expected to give up. */
export async function startInVain(
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const folder = makeDataFolder()
  const { output, ended } = launch({
    PORT: String(await findFreePort()),
    ROLECALL_DATA_DIR: folder,
    ...env,
  })
  const code = await ended
  rmSync(folder, { recursive: true, force: true })
  return { code, output: output() }
}

/** A folder that the unprivileged account of PostgreSQL can reach too. */
export function makeDataFolder(): string {
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'rolecall-e2e-'))
  chmodSync(folder, 0o711)
  return folder
}

/** The processes that belong to a data folder: by their arguments or by the setting they inherited. Needs /proc. */
export function processesOf(dataDir: string): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const command = readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
      const belongs = (command + readOrEmpty(`/proc/${pid}/environ`)).includes(dataDir)
      return belongs ? [{ pid: Number(pid), command }] : []
    })
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function launch(settings: Record<string, string>) {
  const inherited = Object.entries(process.env).filter(([name]) => !ourSettings.test(name))
  const child = spawn(process.execPath, ['bin/start.mjs'], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...settings } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (part: string) => {
      text += part
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, output: () => text, ended }
}
