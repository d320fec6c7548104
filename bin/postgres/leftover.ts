import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../platform/failure.ts'

const patienceMs = 20_000

/**
 * Ends the server that a killed run left in `directory`, so that a new one can start there. The file that names the
 * server is removed only when its process id has gone to a stranger; a dead server's file is PostgreSQL's to judge.
 */
export async function stopLeftoverServer(directory: string): Promise<void> {
  const file = path.join(directory, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (serverProcesses(directory, pid).includes(pid)) sendQuietly(pid, 'SIGINT')
  for (const end = Date.now() + patienceMs; serverProcesses(directory, pid).length > 0; await sleep(50)) {
    if (Date.now() < end) continue
    throw new Failure(
      `A PostgreSQL that an earlier run left behind (process ${pid}) does not stop. End it, then start again.`,
    )
  }
  if (existsSync(file) && isAlive(pid)) rmSync(file)
}

/** Processes of the server in `directory`. Each of them works in that folder, which tells them from a reused process id. */
function serverProcesses(directory: string, pid: number): number[] {
  if (process.platform === 'linux') {
    const real = realpathSync(directory)
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && worksIn(name, real))
      .map(Number)
  }
  if (process.platform === 'win32') return []
  return isAlive(pid) && commandOf(pid).includes(directory) ? [pid] : []
}

function worksIn(pid: string, directory: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === directory &&
      readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
    )
  } catch {
    return false
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function sendQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself meanwhile.
  }
}
