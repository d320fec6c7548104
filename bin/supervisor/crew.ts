import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync, renameSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { node, root } from '../platform/paths.ts'
import { problemIn } from './log-hint.ts'

export type Role = 'web' | 'worker' | 'sandbox'

export interface Member {
  role: Role
  logFile: string
  /** The end of what it wrote. */
  lastLines: () => string[]
  /** Resolves with how it ended, whoever ended it. */
  ended: Promise<string>
  /** Asks it to end, and makes it after a while. */
  stop: () => Promise<void>
  kill: () => void
}

export interface MemberOptions {
  role: Role
  /** Arguments of Node: the script, then its own. */
  args: string[]
  env: NodeJS.ProcessEnv
  logs: string
  /** Called with the first line of standard output, which then stays out of the log. */
  onFirstLine?: (line: string) => void
  /** Development: show all it writes. */
  echo?: boolean
}

const graceMs = 8000
const keptLines = 20

/**
 * Starts a process that runs as long as we do. Its output goes to a log file of its own, problems are also hinted at on
 * the console. It has its own process group, so Ctrl-C reaches it through us and in order, and a leash, so it ends when
 * we are killed.
 */
export function startMember({ role, args, env, logs, onFirstLine, echo = false }: MemberOptions): Member {
  const logFile = newLogFile(logs, role)
  const leash = pathToFileURL(path.join(root, 'bin/platform/leash.mjs')).href
  const child = spawn(node, ['--import', leash, ...args], {
    cwd: root,
    env: { ...env, ROLECALL_SUPERVISOR: String(process.pid) },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const kept = keepOutput(child, { role, logFile, echo, onFirstLine })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`))
  })
  const kill = () => signalGroup(child, 'SIGKILL')
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(kill, graceMs)
    await ended
    clearTimeout(timer)
  }
  return { role, logFile, lastLines: () => kept, ended, stop, kill }
}

/** A log file for a new run; the run before keeps its own under another name. */
export function newLogFile(logs: string, name: string): string {
  const file = path.join(logs, `${name}.log`)
  if (existsSync(file)) renameSync(file, path.join(logs, `${name}.previous.log`))
  return file
}

function keepOutput(
  child: ChildProcess,
  {
    role,
    logFile,
    echo,
    onFirstLine,
  }: { role: Role; logFile: string; echo: boolean; onFirstLine?: ((line: string) => void) | undefined },
): string[] {
  const log = createWriteStream(logFile, { mode: 0o600 })
  // A full disk must not end the supervisor.
  log.on('error', () => undefined)
  const kept: string[] = []
  const hinted = new Set<string>()
  let waitingForFirst = onFirstLine
  const keep = (line: string) => {
    log.write(`${line}\n`)
    if (line.trim() !== '') kept.push(line)
    if (kept.length > keptLines) kept.shift()
    const problem = problemIn(line)
    if (echo) process.stdout.write(`${line}\n`)
    else if (problem !== null && !hinted.has(problem)) {
      hinted.add(problem)
      process.stderr.write(`! ${role}: ${problem} (details in ${logFile})\n`)
    }
  }
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!waitingForFirst) return keep(line)
      waitingForFirst(line)
      waitingForFirst = undefined
    })
  }
  if (child.stderr) createInterface({ input: child.stderr }).on('line', keep)
  child.once('close', () => log.end())
  return kept
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  } catch {
    // Nobody of the group is left.
  }
}
