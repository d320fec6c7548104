import { type ChildProcess, spawn } from 'node:child_process'
import { node, root } from './paths.ts'

export interface TaskResult {
  /** null: ended by a signal. */
  code: number | null
  /** Everything it wrote, both streams in order. */
  output: string
  /** The end of it, for the console. */
  lastLines: string[]
}

/**
 * Runs a script of ours or of a package to its end, in the checkout, with its output kept.
 * @param args of Node: the script, then its arguments.
 * @param env added to our own; undefined takes a variable away.
 * @param onStart takes the process over, with a group of its own, to end it early.
 */
export function runTask(
  args: string[],
  env: Record<string, string | undefined> = {},
  onStart?: (child: ChildProcess) => void,
): Promise<TaskResult> {
  const child = spawn(node, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    // Whoever takes the process over ends it too; else Ctrl-C in the terminal does.
    detached: onStart !== undefined && process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onStart?.(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output += text
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output, lastLines: lastLines(output) }))
  })
}

/** The last lines that say something. */
export function lastLines(output: string, count = 20): string[] {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
}
